/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.transport.model.Obstacle;
import io.roster.registry.transport.model.SourceClaims.Refused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tells why none of some sources could be claimed. */
final class FindObstaclesSql {

  private static final String STATEMENT =
      """
      select replica_id, reason
      from (
        select asked.replica_id, %s as reason
        from unnest(?::uuid[]) as asked(replica_id)
          left join replica r on r.replica_id = asked.replica_id
          left join worker w on w.worker_id = r.worker_id
          left join worker_liveness l on l.worker_id = w.worker_id
          left join replica_counter k on k.replica_id = r.replica_id
          cross join fleet_listening f) looked
      where reason is not null
      """
          .formatted(ObstacleSql.REASON);

  private FindObstaclesSql() {}

  static List<Refused> find(Connection connection, List<UUID> sources, Duration timeout)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(STATEMENT)) {
      query.setDouble(1, timeout.toMillis() / 1e3);
      query.setArray(2, connection.createArrayOf("uuid", sources.toArray()));
      List<Refused> refused = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          refused.add(new Refused(row.getObject(1, UUID.class), Obstacle.of(row.getString(2))));
        }
      }
      return refused;
    }
  }
}
