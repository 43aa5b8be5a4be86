/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.replica.ReplicaView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Writes what many replicas have become. What an id is a copy of, and since when, never changes.
 */
final class PutReplicasSql {

  // They are all there, so nothing is ever inserted. But a conflict is found by the index, whatever
  // the table looked like when the plan was made.
  private static final String STATEMENT =
      AddReplicasSql.ROWS
          + """
            on conflict (replica_id) do update
            set node_address = excluded.node_address, node_port = excluded.node_port,
                memory_size = excluded.memory_size, max_concurrency = excluded.max_concurrency,
                is_available = excluded.is_available, remote_memory_keys = excluded.remote_memory_keys,
                buffer_sizes = excluded.buffer_sizes, export_state = excluded.export_state,
                export_generation = excluded.export_generation, verification_json = excluded.verification_json,
                worker_id = excluded.worker_id, updated_at = excluded.updated_at, expires_at = excluded.expires_at
            """;

  private PutReplicasSql() {}

  static int put(Connection connection, Collection<ReplicaView> replicas) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(STATEMENT)) {
      ReplicaArrays.replicasInto(update, replicas);
      return update.executeUpdate();
    }
  }
}
