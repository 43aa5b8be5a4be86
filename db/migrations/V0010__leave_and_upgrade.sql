-- Coordinators that leave, and coordinators of two versions side by side.
-- Expand/contract: adds columns and a table; the version before goes on working with all of it.

alter table coordinator
    -- Since when it sends everybody to others; null while it serves.
    add column drains_since     timestamptz,
    -- The newest schema version that it knows, and the oldest that others may know beside it. Null was written by a version that
    -- knew nothing of this table's new columns, which is version 9.
    add column schema_known     integer,
    add column schema_beside    integer,
    -- Moves with seen_at as long as a version writes this row that knows these columns: what stands in them is its word.
    add column schema_said_at   timestamptz;

-- The oldest schema version that may still write: what older coordinators need was contracted away.
create table schema_contract (
    singleton     boolean primary key default true check (singleton),
    oldest_writer integer     not null,
    since         timestamptz not null default clock_timestamp()
);
insert into schema_contract (oldest_writer) values (1);
