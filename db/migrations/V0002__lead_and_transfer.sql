-- Several coordinators: who leads, what the journal still keeps; and what a replica needs to be transferred from.
-- Expand/contract: widens columns and adds tables; the version before goes on working with all of it.

-- Who runs the singletons. The holder's claim ends by the database's clock; each new holder opens an epoch.
create table leadership (
    singleton  boolean primary key default true check (singleton),
    holder     text        not null default '',
    epoch      bigint      not null default 0,
    expires_at timestamptz not null default to_timestamp(0)
);
insert into leadership default values;

-- Entries below first_kept were trimmed: a follower that needs one of them must read the state anew.
alter table journal_head add column first_kept bigint not null default 1;

-- An operator's wish that outlives heartbeats and registrations: a draining worker is no source of new transports.
alter table worker add column draining boolean not null default false;

-- Unsigned 32 bit on the wire.
alter table replica
    alter column node_port type bigint,
    alter column device_id type bigint,
    alter column max_concurrency type bigint;

-- The empty text is the canonical form, as in checksums and keys.
update replica set view_id = '' where view_id is null;
alter table replica alter column view_id set default '', alter column view_id set not null;
drop index replica_place;
create unique index replica_place on replica
    (artifact_id, view_id, node_id, node_address, node_port, memory_type, device_id);

-- Hot: one write for each transport that starts or ends. A replica that never served one has no row.
create table replica_counter (
    replica_id       uuid primary key,
    current_requests bigint      not null check (current_requests >= 0),
    last_assigned_at timestamptz not null
) with (fillfactor = 50);
