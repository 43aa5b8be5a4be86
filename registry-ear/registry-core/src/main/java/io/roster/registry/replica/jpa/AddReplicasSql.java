/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.replica.ReplicaView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Adds many replicas; a place that is taken stays as it is. */
final class AddReplicasSql {

  /** What {@link ReplicaArrays#replicasInto} binds, on its way into the table. */
  static final String ROWS =
      """
      insert into replica (replica_id, artifact_id, view_id, node_id, node_address, node_port, memory_size, memory_type,
        device_id, max_concurrency, is_available, remote_memory_keys, buffer_sizes, export_state, export_generation,
        verification_json, worker_id, created_at, updated_at, expires_at)
      select replica_id, artifact_id, view_id, node_id, node_address, node_port, memory_size, memory_type,
        device_id, max_concurrency, is_available, remote_memory_keys::text[], buffer_sizes::bigint[], export_state,
        export_generation, verification_json, worker_id, created_at::timestamptz, updated_at::timestamptz,
        expires_at::timestamptz
      from
      """
          + ReplicaArrays.REPLICAS
          + " order by artifact_id, view_id, node_id, node_address, node_port, memory_type, device_id ";

  private static final String STATEMENT =
      ROWS
          + """
          on conflict (artifact_id, view_id, node_id, node_address, node_port, memory_type, device_id) do nothing
          returning replica_id
          """;

  private AddReplicasSql() {}

  /** Returns those that were added. */
  static Set<UUID> add(Connection connection, Collection<ReplicaView> replicas)
      throws SQLException {
    Set<UUID> added = new HashSet<>();
    try (PreparedStatement insert = connection.prepareStatement(STATEMENT)) {
      ReplicaArrays.replicasInto(insert, replicas);
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          added.add(row.getObject(1, UUID.class));
        }
      }
    }
    return added;
  }
}
