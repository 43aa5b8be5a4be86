-- What operators ask for, and a leader that can be asked to stand back.
-- Expand/contract: adds a table and columns with defaults; the version before goes on working with all of it.

-- A command is written before its caller is answered, and offered to its node until it is finished.
create table command (
    id              uuid primary key,
    kind            text        not null check (kind in ('REQUEST_RESYNC', 'DRAIN_WORKER', 'RESUME_WORKER', 'EVICT_REPLICA',
                                'PREFETCH_ARTIFACT', 'MARK_REPLICA_UNAVAILABLE', 'FORCE_UNREGISTER', 'HAND_OVER_LEADERSHIP')),
    target          text        not null,
    -- Whose node carries it out; empty when the registry does.
    worker_id       text        not null default '',
    parameters      jsonb       not null,
    reason          text        not null,
    actor           text        not null,
    -- Equal requests that arrive at two coordinators at once meet here.
    idempotency_key text        not null unique,
    fingerprint     text        not null,
    state           text        not null check (state in ('PENDING', 'DELIVERED', 'ACKNOWLEDGED', 'DONE', 'FAILED', 'EXPIRED',
                                'CANCELLED')),
    detail          text        not null default '',
    deliveries      integer     not null default 0,
    created_at      timestamptz not null,
    deadline        timestamptz not null,
    updated_at      timestamptz not null,
    -- What stood at the time of the request and must have moved on when it is done: a worker's cursor, or the epoch.
    seen_generation  bigint     not null default 0,
    seen_request_seq bigint     not null default 0,
    seen_epoch       bigint     not null default 0,
    version         bigint      not null default 0
);
create index command_open on command (worker_id, created_at) where state in ('PENDING', 'DELIVERED', 'ACKNOWLEDGED');
create index command_newest on command (created_at, id);
create index command_of_target on command (target, created_at, id);

-- An operator asks the leader of one epoch to let go, perhaps for one certain coordinator.
alter table leadership
    add column stand_back_epoch bigint not null default 0,
    add column successor        text   not null default '';
