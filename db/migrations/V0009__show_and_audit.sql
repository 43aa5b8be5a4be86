-- What people did, who coordinates, how regularly workers beat, and the indexes that lists are read by.
-- Expand/contract: adds tables, columns with defaults and indexes, and widens two checks; the version before goes on working with
-- all of it.

alter table command drop constraint command_kind_check;
alter table command add constraint command_kind_check check (kind in ('REQUEST_RESYNC', 'DRAIN_WORKER', 'RESUME_WORKER',
    'EVICT_REPLICA', 'PREFETCH_ARTIFACT', 'MARK_REPLICA_UNAVAILABLE', 'FORCE_UNREGISTER', 'HAND_OVER_LEADERSHIP',
    'CANCEL_TRANSPORT', 'SWAP_KEY', 'REVOKE_KEY', 'RELEASE_LEASE'));

-- One row for each thing that somebody asked for, done or refused. It is written once.
create table audit (
    id                bigint generated always as identity primary key,
    at                timestamptz not null default clock_timestamp(),
    actor             text        not null check (actor <> ''),
    origin            text        not null,
    action            text        not null,
    target            text        not null,
    result            text        not null check (result in ('ACCEPTED', 'REPEATED', 'CONFLICT', 'FORBIDDEN', 'REFUSED')),
    reason            text        not null,
    request_id        text        not null,
    command_id        text        not null,
    expected_revision bigint,
    detail            text        not null,
    revision          bigint      not null
);
create index audit_of_actor on audit (actor, id);
create index audit_of_target on audit (target, id);
create index audit_time on audit (at, id);

create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'what is in the audit stays as it is'; end $$;
create trigger audit_is_final before update on audit for each statement execute function refuse_change();

alter table account drop constraint account_role_check;
alter table account
    add constraint account_role_check check (role in ('VIEWER', 'OPERATOR', 'ADMIN', 'AUDITOR')),
    add column state       text   not null default 'ENABLED' check (state in ('ENABLED', 'DISABLED')),
    -- Counts how often all sessions were ended: a session that began under a smaller number is over.
    add column sessions    bigint not null default 0,
    add column last_log_in timestamptz;

-- Failures in a row, also of names that nobody has.
create table log_in_failure (
    username text primary key,
    failures integer     not null,
    last_at  timestamptz not null
);

-- What each coordinator last said of itself.
create table coordinator (
    name            text primary key,
    version         text             not null,
    host            text             not null,
    grpc_port       integer          not null,
    http_port       integer          not null,
    started_at      timestamptz      not null,
    seen_at         timestamptz      not null,
    revision        bigint           not null,
    lag             bigint           not null,
    database_millis double precision not null
);

-- The last sixty heartbeats, one bit each, the newest lowest; an interval without any has neither bit. And the version that the
-- daemon named last, whether it was asked to reconcile then.
alter table worker_liveness
    add column beats_heard          bigint  not null default 0,
    add column beats_late           bigint  not null default 0,
    add column acknowledged_version bigint  not null default 0,
    add column sync_wanted          boolean not null default false;

create index replica_by_worker on replica (worker_id, replica_id);
drop index replica_of_worker;
-- Few are unavailable or draining, and those are looked for.
create index replica_unavailable on replica
    (artifact_id, view_id, node_id, node_address, node_port, memory_type, device_id) where not is_available;
create index replica_draining on replica
    (artifact_id, view_id, node_id, node_address, node_port, memory_type, device_id) where export_state = 'DRAINING';

-- In the order of bytes, which a beginning of a name needs, whatever the database's language.
create index artifact_by_bytes on artifact (artifact_id collate "C");
create index artifact_key_by_bytes on artifact_key (key collate "C");
create index artifact_newest on artifact (created_at, artifact_id);
create index artifact_key_of_artifact on artifact_key (artifact_id, key);
create index artifact_key_newest on artifact_key (updated_at, key);
create index transport_of_artifact on transport (artifact_id, created_at, transport_id);
create index transport_from_worker on transport (source_worker_id, created_at, transport_id);
create index transport_to_worker on transport (requester_worker_id, created_at, transport_id);
create index transport_troubled on transport (created_at, transport_id) where outcome in ('failed', 'expired', 'cancelled');
create index instance_of_worker on instance (worker_id);

-- The history of what changes rarely. Every change would pay for an index of all subjects.
create index journal_of_rare on journal (subject, revision)
    where kind like 'key.%' or kind like 'leadership.%' or kind like 'account.%' or kind like 'shard\_lease.%';
