-- Transports, and the requests that wait for one.
-- Expand/contract: adds tables; the version before knows nothing of them.

-- A transport outlives its source and its requester, hence no foreign keys.
create table transport (
    transport_id        uuid primary key,
    request_id          text        not null,
    fingerprint         text        not null,
    artifact_id         text        not null,
    view_id             text        not null,
    replica_id          uuid        not null,
    source_worker_id    text        not null,
    source_node_id      text        not null,
    source_address      text        not null,
    source_port         bigint      not null,
    memory_size         bigint      not null,
    requester_node_id   text        not null,
    requester_address   text        not null,
    requester_port      bigint      not null,
    requester_worker_id text        not null,
    group_kind          text,
    group_id            text,
    group_epoch         bigint,
    group_total_parts   bigint,
    group_part_id       text,
    group_priority      bigint,
    status              text        not null check (status in ('in_progress', 'completed')),
    outcome             text        not null default '' check (outcome in ('', 'success', 'failed', 'expired', 'cancelled')),
    outcome_detail      text        not null default '',
    created_at          timestamptz not null,
    completed_at        timestamptz,
    check ((status = 'completed') = (outcome <> '') and (status = 'completed') = (completed_at is not null))
);
-- A request id stands for one transport; it is free again when that one failed, expired or was cancelled.
create unique index transport_request_live on transport (request_id) where status = 'in_progress' or outcome = 'success';
create index transport_in_progress on transport (created_at) where status = 'in_progress';
create index transport_age on transport (created_at, transport_id);
create index transport_of_group on transport (group_id) where group_id is not null;

-- A request that found no source free. Any coordinator may dispatch it as long as one that waits for it says so:
-- a transport for a request that died with its coordinator would only block its source.
create table transport_request (
    request_id          text primary key,
    fingerprint         text        not null,
    artifact_id         text        not null,
    view_id             text        not null,
    requester_node_id   text        not null,
    requester_address   text        not null,
    requester_port      bigint      not null,
    requester_worker_id text        not null,
    group_kind          text,
    group_id            text,
    group_epoch         bigint,
    group_total_parts   bigint,
    group_part_id       text,
    group_priority      bigint,
    state               text        not null check (state in ('enqueued', 'dispatched', 'expired', 'cancelled')),
    -- The call that asked last: an earlier one that goes away takes nothing from it.
    asked_by            uuid        not null,
    created_at          timestamptz not null,
    deadline            timestamptz not null,
    awaited_until       timestamptz not null,
    decided_at          timestamptz
) with (fillfactor = 50);
create index transport_request_enqueued on transport_request (created_at, request_id) where state = 'enqueued';
create index transport_request_wanted on transport_request (artifact_id) where state = 'enqueued';
create index transport_request_of_group on transport_request (group_id) where state = 'enqueued' and group_id is not null;
create index transport_request_decided on transport_request (decided_at) where state <> 'enqueued';
