/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.model.LivenessPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the active workers, the one heard last first. Silence while nobody listened does not count.
 */
public final class ListWorkersSql {

  private static final String STATEMENT =
      """
      select w.worker_id, w.daemon_id, w.node_id, w.node_address, w.grpc_port, w.p2p_port, w.pool_total_bytes,
             l.pool_available_bytes, l.accepting, l.capability_flags, r.state_version, w.registered_at,
             l.last_heartbeat,
             extract(epoch from clock_timestamp() - greatest(l.last_heartbeat, f.listening_since)) as silence
      from worker w
        join worker_liveness l using (worker_id)
        join worker_reconcile r using (worker_id)
        cross join fleet_listening f
      where w.inactive_at is null
        and greatest(l.last_heartbeat, f.listening_since) >= clock_timestamp() - make_interval(secs => ?)
        and (? or l.accepting)
        and l.capability_flags & ? = ?
      order by l.last_heartbeat desc, w.worker_id
      """;

  private ListWorkersSql() {}

  public static List<WorkerView> list(
      Connection connection, WorkerQuery wanted, LivenessPolicy policy) throws SQLException {
    List<WorkerView> workers = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(STATEMENT)) {
      query.setDouble(1, policy.timeout().toMillis() / 1e3);
      query.setBoolean(2, wanted.scope() == WorkerQuery.Scope.ALL_ACTIVE);
      query.setLong(3, wanted.requiredCapabilities());
      query.setLong(4, wanted.requiredCapabilities());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          workers.add(read(row, policy));
        }
      }
    }
    return workers;
  }

  private static WorkerView read(ResultSet row, LivenessPolicy policy) throws SQLException {
    Duration silence = Duration.ofNanos(Math.round(row.getDouble("silence") * 1e9));
    boolean accepting = row.getBoolean("accepting");
    return new WorkerView(
        new WorkerId(row.getString("worker_id")),
        row.getString("daemon_id"),
        row.getString("node_id"),
        row.getString("node_address"),
        row.getInt("grpc_port"),
        row.getInt("p2p_port"),
        row.getLong("pool_total_bytes"),
        row.getLong("pool_available_bytes"),
        accepting,
        row.getLong("capability_flags"),
        row.getLong("state_version"),
        row.getObject("registered_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_heartbeat", OffsetDateTime.class).toInstant(),
        policy.state(silence, accepting));
  }
}
