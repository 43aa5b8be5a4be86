-- Keys: names for artifacts that people and programs look up.
-- Expand/contract: adds a table; the version before knows nothing of it.

-- The generation tells one target of a key from the next. It begins at 0 again when a revoked key comes back.
create table artifact_key (
    key            text primary key,
    artifact_id    text        not null,
    replica_uuid   text        not null,
    daemon_address text        not null,
    ttl_seconds    bigint,
    generation     bigint      not null,
    kind           text        not null check (kind in ('IMMUTABLE', 'ALIAS')),
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    version        bigint      not null default 0
);
