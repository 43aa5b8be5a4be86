-- What registrations of replicas say of artifacts: which index and which bytes an id stands for, and the index itself.
-- Expand/contract: adds tables; the version before goes on working.

create table artifact (
    artifact_id     text primary key,
    id_kind         text        not null,
    index_multihash text        not null default '',
    data_multihash  text        not null default '',
    schema_version  text        not null default '',
    encoding        text        not null default '',
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);
-- When the bytes of an index become known, they become known for every artifact that has it.
create index artifact_of_index on artifact (index_multihash);

-- Keyed by the hex SHA-256 of the content, so a row never changes.
create table artifact_index (
    tensor_index_key text primary key,
    content          bytea       not null,
    encoding         text        not null,
    schema_version   text        not null,
    created_at       timestamptz not null
);
