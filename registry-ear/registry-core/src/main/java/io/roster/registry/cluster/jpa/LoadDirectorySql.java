/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.cluster.model.StateChecksum;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what the heartbeat path must know of the active workers. */
public final class LoadDirectorySql {

  private static final String WORKERS =
      """
      select w.worker_id, w.daemon_id, w.node_id, w.node_address, w.grpc_port, w.p2p_port, w.pool_total_bytes,
             l.pool_available_bytes, l.accepting, l.capability_flags, r.state_version, r.state_checksum,
             w.registered_at, l.last_heartbeat
      from worker w join worker_liveness l using (worker_id) join worker_reconcile r using (worker_id)
      where w.inactive_at is null and (?::text[] is null or w.worker_id = any (?::text[]))
      """;

  private static final String REPLICAS =
      """
      select r.worker_id, r.artifact_id, coalesce(r.view_id, ''), r.node_id, r.node_address, r.node_port, r.device_id,
             r.memory_type, r.is_available
      from replica r
      where ?::text[] is null or r.worker_id = any (?::text[])
      """;

  private LoadDirectorySql() {}

  public static List<KnownWorker> all(Connection connection) throws SQLException {
    return load(connection, null);
  }

  /** Those of the given workers that are active. */
  public static List<KnownWorker> some(Connection connection, Collection<WorkerId> workers)
      throws SQLException {
    return load(connection, workers.stream().map(WorkerId::value).toArray(String[]::new));
  }

  private static List<KnownWorker> load(Connection connection, String @Nullable [] only)
      throws SQLException {
    Map<String, List<StateChecksum.Line>> inventories = inventories(connection, only);
    List<KnownWorker> known = new ArrayList<>();
    try (PreparedStatement query = prepare(connection, WORKERS, only);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        List<StateChecksum.Line> inventory =
            inventories.getOrDefault(row.getString("worker_id"), List.of());
        String stored = row.getString("state_checksum");
        known.add(
            new KnownWorker(
                view(row),
                stored.isEmpty() ? StateChecksum.of(inventory) : stored,
                inventory.stream()
                    .map(StateChecksum.Line::artifactId)
                    .collect(Collectors.toUnmodifiableSet())));
      }
    }
    return known;
  }

  private static Map<String, List<StateChecksum.Line>> inventories(
      Connection connection, String @Nullable [] only) throws SQLException {
    Map<String, List<StateChecksum.Line>> inventories = new HashMap<>();
    try (PreparedStatement query = prepare(connection, REPLICAS, only);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        inventories
            .computeIfAbsent(row.getString(1), unused -> new ArrayList<>())
            .add(
                new StateChecksum.Line(
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getInt(6),
                    row.getInt(7),
                    row.getString(8),
                    row.getBoolean(9)));
      }
    }
    return inventories;
  }

  private static PreparedStatement prepare(
      Connection connection, String statement, String @Nullable [] only) throws SQLException {
    PreparedStatement query = connection.prepareStatement(statement);
    java.sql.Array wanted = only == null ? null : connection.createArrayOf("text", only);
    query.setArray(1, wanted);
    query.setArray(2, wanted);
    return query;
  }

  private static WorkerView view(ResultSet row) throws SQLException {
    return new WorkerView(
        new WorkerId(row.getString("worker_id")),
        row.getString("daemon_id"),
        row.getString("node_id"),
        row.getString("node_address"),
        row.getInt("grpc_port"),
        row.getInt("p2p_port"),
        row.getLong("pool_total_bytes"),
        row.getLong("pool_available_bytes"),
        row.getBoolean("accepting"),
        row.getLong("capability_flags"),
        row.getLong("state_version"),
        row.getObject("registered_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_heartbeat", OffsetDateTime.class).toInstant(),
        ConnectionState.CONNECTED);
  }
}
