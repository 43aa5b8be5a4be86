-- Engine processes beside the daemons, who has which chunk of an artifact, and which daemon is the home of a shard.
-- Expand/contract: adds tables; the version before knows nothing of them.

-- Hot: heartbeats write the last four columns in batches; the fill factor leaves room for the new row version on the same
-- page. An instance that left or fell silent has no row: whoever comes back registers anew.
create table instance (
    instance_id         text primary key,
    daemon_id           text        not null,
    engine              text        not null,
    signals_endpoint    text        not null,
    labels              text        not null,
    execution_endpoint  text        not null,
    execution_host_kind text        not null,
    registered_at       timestamptz not null,
    worker_id           text        not null,
    capability_flags    bigint      not null,
    last_heartbeat      timestamptz not null
) with (fillfactor = 50);

-- Hot: written in bulk. Indexes of chunks and replicas are unsigned 32 bit on the wire, the state is the wire's number. A
-- chunk that was evicted has no row. The node may be one that nobody has registered yet.
create table chunk_location (
    artifact_id text        not null,
    chunk_idx   bigint      not null,
    node_id     text        not null,
    device_uuid text        not null,
    replica     bigint      not null,
    state       smallint    not null,
    load_ratio  real        not null default 0,
    updated_at  timestamptz not null,
    primary key (artifact_id, chunk_idx, node_id, device_uuid, replica)
) with (fillfactor = 70);
create index chunk_location_of_node on chunk_location (node_id);

-- Where the chunks of a node can be fetched.
create index worker_of_node on worker (node_id);

-- The row outlives the lease, because the next holder's generation is one more. Without a holder it has no token.
create table shard_lease (
    shard_id         bigint primary key,
    holder_daemon_id text        not null,
    lease_token      text unique,
    generation       bigint      not null,
    expires_at       timestamptz not null,
    version          bigint      not null default 0
);
create index shard_lease_end on shard_lease (expires_at);
