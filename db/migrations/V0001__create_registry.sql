-- The first schema: workers, the replicas they hold, the journal, accounts.
-- Expand/contract: the first step; nothing to contract.
-- Numbers that are unsigned 64 bit on the wire are kept bit for bit in bigint.

create table cluster (
    singleton  boolean primary key default true check (singleton),
    cluster_id text        not null,
    created_at timestamptz not null default clock_timestamp()
);

-- When the fleet could be heard: from listening_since until listened_until some coordinator listened without a gap.
-- Silence outside of it is nobody's fault and never counts against a worker.
create table fleet_listening (
    singleton       boolean primary key default true check (singleton),
    listening_since timestamptz not null,
    listened_until  timestamptz not null
);
insert into fleet_listening (listening_since, listened_until) values (clock_timestamp(), clock_timestamp());

create table worker (
    worker_id        text primary key,
    daemon_id        text        not null unique,
    node_id          text        not null,
    node_address     text        not null,
    grpc_port        integer     not null check (grpc_port between 1 and 65535),
    p2p_port         integer     not null check (p2p_port between 1 and 65535),
    pool_total_bytes bigint      not null,
    registered_at    timestamptz not null,
    inactive_at      timestamptz,
    version          bigint      not null default 0,
    constraint worker_endpoint_unique unique (node_address, grpc_port)
);
create index worker_active on worker (worker_id) where inactive_at is null;

-- Hot: written in batches, several times a minute for each worker. Its own table keeps those writes small, and the
-- fill factor leaves room for the new row version on the same page.
create table worker_liveness (
    worker_id            text primary key references worker on delete cascade,
    last_heartbeat       timestamptz not null,
    pool_available_bytes bigint      not null,
    accepting            boolean     not null,
    capability_flags     bigint      not null
) with (fillfactor = 50);

create table worker_reconcile (
    worker_id             text primary key references worker on delete cascade,
    generation            bigint not null check (generation >= 1),
    request_seq           bigint not null check (request_seq >= 0),
    state_version         bigint not null check (state_version >= 1),
    state_checksum        text   not null,
    last_reconcile_result text   not null,
    version               bigint not null default 0
);

-- A replica outlives the registration of its worker: it becomes unavailable, and reconcile decides about it.
create table replica (
    replica_id         uuid primary key,
    artifact_id        text        not null,
    view_id            text,
    node_id            text        not null,
    node_address       text        not null,
    node_port          integer     not null,
    memory_size        bigint      not null,
    memory_type        text        not null check (memory_type in ('GPU', 'RAM', 'DISK')),
    device_id          integer     not null,
    max_concurrency    integer     not null,
    is_available       boolean     not null,
    remote_memory_keys text[]      not null default '{}',
    buffer_sizes       bigint[]    not null default '{}',
    export_state       text        not null check (export_state in ('PRESENCE_ONLY', 'EXPORTABLE', 'DRAINING')),
    export_generation  bigint      not null,
    verification_json  text        not null default '',
    worker_id          text        not null,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    expires_at         timestamptz
);
create unique index replica_place on replica
    (artifact_id, coalesce(view_id, ''), node_id, node_address, node_port, memory_type, device_id);
create index replica_of_worker on replica (worker_id);

-- The journal. The head's row lock is taken last in each transaction and held until commit, so that the order of
-- revisions is the order of commits and no reader can pass a revision that appears later.
create table journal_head (
    singleton boolean primary key default true check (singleton),
    revision  bigint not null
);
insert into journal_head (revision) values (0);

create table journal (
    revision    bigint primary key,
    at          timestamptz not null,
    epoch       bigint      not null,
    coordinator text        not null,
    actor       text        not null,
    kind        text        not null,
    subject     text        not null,
    before      jsonb       not null,
    after       jsonb       not null
);

-- Answers given to requests that carried a client_request_id, so that a repetition gets the same one.
create table client_request (
    operation_kind text        not null,
    request_id     text        not null,
    fingerprint    text        not null,
    subject        text        not null,
    outcome        text        not null,
    created_at     timestamptz not null,
    primary key (operation_kind, request_id)
);
create index client_request_of_subject on client_request (operation_kind, subject);
create index client_request_age on client_request (created_at);

create table account (
    username      text primary key,
    role          text        not null check (role in ('VIEWER', 'OPERATOR', 'ADMIN')),
    password_hash text        not null,
    created_at    timestamptz not null,
    version       bigint      not null default 0
);
