/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.platform.TestDatabase;

/** A fleet of any size, written as rows. */
public final class SeededFleet {

  private static final String[] ROWS = {
    """
    insert into worker (worker_id, daemon_id, node_id, node_address, grpc_port, p2p_port, pool_total_bytes, registered_at)
    select 'w' || to_char(i, 'FM00000'), 'd' || to_char(i, 'FM00000'), 'node-' || to_char(i / 4, 'FM00000'),
      '10.' || i / 65536 || '.' || i / 256 %% 256 || '.' || i %% 256, 50052, 65090, 80000000000, now() - interval '1 day'
    from generate_series(0, %1$d - 1) i
    """,
    """
    insert into worker_liveness (worker_id, last_heartbeat, pool_available_bytes, accepting, capability_flags, acknowledged_version)
    select worker_id, now() + interval '1 hour', 1000000000::bigint * (length(worker_id) + ascii(right(worker_id, 1))), true, 6, 1 from worker
    """,
    """
    insert into worker_reconcile (worker_id, generation, request_seq, state_version, state_checksum, last_reconcile_result)
    select worker_id, 1, 1, 1, '', 'APPLIED' from worker
    """,
    """
    insert into replica (replica_id, artifact_id, view_id, node_id, node_address, node_port, memory_size, memory_type,
      device_id, max_concurrency, is_available, export_state, export_generation, worker_id, created_at, updated_at)
    select gen_random_uuid(), 'mi2:' || to_char(i %% %3$d, 'FM000000'), '', w.node_id, w.node_address, 65090, 1000000,
      case when i %% 3 = 0 then 'RAM' else 'GPU' end, i / %3$d, 4, true, 'EXPORTABLE', 1, w.worker_id, now(), now()
    from generate_series(0, %2$d - 1) i join worker w on w.worker_id = 'w' || to_char((i * 7919::bigint) %% %1$d, 'FM00000')
    """,
    """
    insert into artifact (artifact_id, id_kind, created_at, updated_at)
    select 'mi2:' || to_char(i, 'FM000000'), 'MI2', now() - i * interval '1 second', now() from generate_series(0, %3$d - 1) i
    """,
    """
    insert into artifact_key (key, artifact_id, replica_uuid, daemon_address, generation, kind, created_at, updated_at)
    select 'key-' || to_char(i, 'FM000000'), 'mi2:' || to_char(i, 'FM000000'), '', '', 0, 'ALIAS', now(), now() - i * interval '1 second'
    from generate_series(0, %3$d - 1) i
    """,
    """
    insert into transport (transport_id, request_id, fingerprint, artifact_id, view_id, replica_id, source_worker_id, source_node_id,
      source_address, source_port, memory_size, requester_node_id, requester_address, requester_port, requester_worker_id, status,
      outcome, created_at, completed_at)
    select gen_random_uuid(), 'request-' || i, '', 'mi2:' || to_char(i %% %3$d, 'FM000000'), '', gen_random_uuid(),
      'w' || to_char(i %% %1$d, 'FM00000'), '', '10.0.0.1', 65090, 1000000, '', '10.0.0.2', 65090,
      'w' || to_char((i + 1) %% %1$d, 'FM00000'), case when i < 500 then 'in_progress' else 'completed' end,
      case when i < 500 then '' when i %% 5000 = 0 then 'failed' else 'success' end, now() - i * interval '1 second',
      case when i < 500 then null else now() end
    from generate_series(0, %2$d / 5 - 1) i
    """,
    """
    insert into shard_lease (shard_id, holder_daemon_id, lease_token, generation, expires_at)
    select i, 'd' || to_char(i, 'FM00000'), 't' || i, 1, now() + interval '1 hour' from generate_series(0, least(1024, %1$d) - 1) i
    """,
    """
    insert into journal (revision, at, epoch, coordinator, actor, kind, subject, before, after)
    select i, now() - (%2$d - i) * interval '1 millisecond', 0, 'c', 'daemon:d' || i %% %1$d,
      case when i %% 1000 = 0 then 'key.updated' else 'chunk.updated' end,
      case when i %% 1000 = 0 then 'key-000001' else 'r' || i end, 'null', '{"artifact_id": "a", "generation": "1"}'
    from generate_series(1, %2$d) i
    """,
    "update journal_head set revision = %2$d",
    """
    insert into audit (actor, origin, action, target, result, reason, request_id, command_id, detail, revision)
    select 'user:ann', '10.0.0.1', 'DRAIN_WORKER', 'w' || to_char(i %% %1$d, 'FM00000'), 'ACCEPTED', 'fans', 'k' || i, '', '', i
    from generate_series(1, %2$d / 10) i
    """,
    "analyze"
  };

  private SeededFleet() {}

  /** Writes it into an empty database. */
  public static void write(TestDatabase database, int workers, int replicas, int artifacts) {
    for (String rows : ROWS) {
      database.execute(rows.formatted(workers, replicas, artifacts));
    }
  }
}
