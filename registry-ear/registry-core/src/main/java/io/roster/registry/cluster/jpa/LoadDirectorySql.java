/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.model.KnownWorker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads what the heartbeat path must know of the active workers. */
public final class LoadDirectorySql {

  static final String COLUMNS =
      """
      select w.worker_id, w.daemon_id, w.node_id, w.node_address, w.grpc_port, w.p2p_port, w.pool_total_bytes,
             l.pool_available_bytes, l.accepting, l.capability_flags, r.state_version, r.state_checksum,
             w.registered_at, l.last_heartbeat, w.draining,
             r.generation <= r.outdated_generation as outdated""";

  static final String TABLES =
      """
      from worker w join worker_liveness l using (worker_id) join worker_reconcile r using (worker_id)
      """;

  private static final String ACTIVE = COLUMNS + "\n" + TABLES + "where w.inactive_at is null";

  private LoadDirectorySql() {}

  public static List<KnownWorker> all(Connection connection) throws SQLException {
    List<KnownWorker> known = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(ACTIVE);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        known.add(known(row));
      }
    }
    return known;
  }

  static KnownWorker known(ResultSet row) throws SQLException {
    return new KnownWorker(
        view(row),
        row.getString("state_checksum"),
        row.getBoolean("draining"),
        row.getBoolean("outdated"));
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
