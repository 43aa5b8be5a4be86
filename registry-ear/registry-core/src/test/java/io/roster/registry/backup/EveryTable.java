/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

import io.roster.registry.platform.TestDatabase;

/** A row or two in every table that a backup has, with values that are easily spoilt on the way. */
public final class EveryTable {

  public static final String CLUSTER = "cluster-a";

  private static final String[] ROWS = {
    "insert into cluster (cluster_id) values ('cluster-a')",
    """
    insert into worker (worker_id, daemon_id, node_id, node_address, grpc_port, p2p_port, pool_total_bytes, registered_at,
      inactive_at, version, draining)
    values ('w1', 'd1', E'node\\t1', '10.0.0.1', 50052, 65090, -1, '2026-01-02 03:04:05.123456+00', null, 3, true),
           ('w2', 'd2', E'back\\\\slash \\n line', '10.0.0.2', 50052, 65090, 7, now(), now(), 0, false)
    """,
    """
    insert into worker_liveness (worker_id, last_heartbeat, pool_available_bytes, accepting, capability_flags, beats_heard, beats_late,
      acknowledged_version, sync_wanted)
    values ('w1', now() - interval '1 day', 12, true, -9223372036854775808, -1, 5, 4, true)
    """,
    """
    insert into worker_reconcile (worker_id, generation, request_seq, state_version, state_checksum, last_reconcile_result, version)
    values ('w1', 4, 17, 9, 'abc', 'APPLIED', 2)
    """,
    """
    insert into instance (instance_id, daemon_id, engine, signals_endpoint, labels, execution_endpoint, execution_host_kind,
      registered_at, worker_id, capability_flags, last_heartbeat)
    values ('i1', 'd1', 'vllm', '', '{"a": "\\u00e4\\\\"}', '', '', now(), 'w1', 3, now() - interval '1 day')
    """,
    """
    insert into artifact (artifact_id, id_kind, index_multihash, data_multihash, schema_version, encoding, created_at, updated_at)
    values ('mi2:a', 'MI2', 'b1', '', '1', 'json', now(), now())
    """,
    """
    insert into artifact_index (tensor_index_key, content, encoding, schema_version, created_at)
    values ('k1', '\\x00ff0a5c4e09'::bytea, 'json', '1', now())
    """,
    """
    insert into artifact_key (key, artifact_id, replica_uuid, daemon_address, ttl_seconds, generation, kind, created_at, updated_at)
    values ('schl\u00fcssel \uD83D\uDD11', 'mi2:a', '', '', null, 5, 'ALIAS', now(), now()), ('\\N', 'mi2:a', '', '', 3, 0, 'IMMUTABLE', now(), now())
    """,
    """
    insert into replica (replica_id, artifact_id, view_id, node_id, node_address, node_port, memory_size, memory_type, device_id,
      max_concurrency, is_available, remote_memory_keys, buffer_sizes, export_state, export_generation, verification_json, worker_id,
      created_at, updated_at, expires_at)
    values ('00000000-0000-0000-0000-000000000001', 'mi2:a', 'v', 'n', '10.0.0.1', 4294967295, -2, 'GPU', 3, 4, true,
      array['a,b', 'c"d', e'e\\\\f', ''], array[1, -1]::bigint[], 'EXPORTABLE', 8, '{"v": 1}', 'w1', now(), now(), now())
    """,
    """
    insert into replica_counter (replica_id, current_requests, last_assigned_at)
    values ('00000000-0000-0000-0000-000000000001', 1, now())
    """,
    """
    insert into transport (transport_id, request_id, fingerprint, artifact_id, view_id, replica_id, source_worker_id, source_node_id,
      source_address, source_port, memory_size, requester_node_id, requester_address, requester_port, requester_worker_id, group_kind,
      group_id, status, created_at)
    values ('00000000-0000-0000-0000-000000000002', 'r1', 'f', 'mi2:a', '', '00000000-0000-0000-0000-000000000001', 'w1', 'n',
      '10.0.0.1', 65090, 10, 'm', '10.0.0.2', 65090, 'w2', 'kind', 'g', 'in_progress', now())
    """,
    """
    insert into transport_request (request_id, fingerprint, artifact_id, view_id, requester_node_id, requester_address, requester_port,
      requester_worker_id, state, asked_by, created_at, deadline, awaited_until)
    values ('r2', 'f', 'mi2:a', '', 'm', '10.0.0.2', 65090, 'w2', 'enqueued', '00000000-0000-0000-0000-000000000003', now(), now(), now())
    """,
    """
    insert into chunk_location (artifact_id, chunk_idx, node_id, device_uuid, replica, state, load_ratio, updated_at)
    values ('mi2:a', 4294967295, 'n', 'gpu', 0, 2, 0.1, now())
    """,
    """
    insert into command (id, kind, target, parameters, reason, actor, idempotency_key, fingerprint, state, created_at, deadline, updated_at)
    values ('00000000-0000-0000-0000-000000000004', 'REQUEST_RESYNC', 'w1', '{"a": [1, null, "\\\\n"]}', 'why', 'user:ann', 'k', 'f',
      'PENDING', now(), now(), now())
    """,
    """
    insert into client_request (operation_kind, request_id, fingerprint, subject, outcome, created_at)
    values ('RegisterReplica', 'c1', 'f', 's', 'o', now())
    """,
    """
    insert into account (username, role, password_hash, created_at, version, state, sessions, last_log_in)
    values ('ann', 'ADMIN', '$hash$', now(), 1, 'ENABLED', 6, null)
    """,
    "insert into log_in_failure (username, failures, last_at) values ('nobody', 3, now())",
    """
    insert into shard_lease (shard_id, holder_daemon_id, lease_token, generation, expires_at)
    values (7, 'd1', 'token', 12, now() + interval '1 hour')
    """,
    """
    insert into audit (actor, origin, action, target, result, reason, request_id, command_id, detail, revision)
    values ('user:ann', '10.0.0.1', 'DRAIN_WORKER', 'w1', 'ACCEPTED', 'fans', 'k', '', '', 1)
    """,
    """
    insert into journal (revision, at, epoch, coordinator, actor, kind, subject, before, after)
    select i, now(), 2, 'c', 'user:ann', 'note.written', 's', 'null', '{"a": "\\\\t"}' from generate_series(3, 8) i
    """,
    "update journal_head set revision = 8, first_kept = 3, oldest = 3",
    "update leadership set epoch = 2"
  };

  private EveryTable() {}

  /** Writes into an empty database. */
  public static void write(TestDatabase database) {
    for (String rows : ROWS) {
      database.execute(rows);
    }
  }

  /** All of a table, as a text that is the same when the rows are. */
  public static String content(TestDatabase database, String table) {
    return database.text(
        "select coalesce(string_agg(t::text, chr(10) order by t::text), '') from " + table + " t");
  }
}
