/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Makes the replicas of many workers unavailable. */
final class SilenceReplicasSql {

  private static final String SILENCE =
      """
      update replica set is_available = false, updated_at = clock_timestamp()
      where worker_id = any (?) and is_available
      """;

  private SilenceReplicasSql() {}

  static int of(Connection connection, Collection<String> workers) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(SILENCE)) {
      update.setArray(1, connection.createArrayOf("text", workers.toArray()));
      return update.executeUpdate();
    }
  }
}
