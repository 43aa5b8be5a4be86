-- What a restored backup leaves behind, so that everybody who saw the state before it reads the state anew.
-- Expand/contract: adds columns with defaults; the version before goes on working with all of it.

alter table journal_head
    -- The revision of the last restore: whatever was decided on a state before it is void. 0 when there was none.
    add column restored bigint not null default 0,
    -- Entries below were deleted. A restore moves first_kept, but deletes no history.
    add column oldest   bigint not null default 1;
update journal_head set oldest = first_kept;

-- A daemon that registered in this generation or before one has to register anew: what was agreed on with it since the backup is
-- not known here.
alter table worker_reconcile add column outdated_generation bigint not null default 0;
