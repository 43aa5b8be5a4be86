/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Says that somebody listens to the fleet now. When nobody had for longer than a heartbeat's
 * interval, listening begins anew, and with it every worker's time.
 */
public final class ListeningSql {

  private static final String STATEMENT =
      """
      update fleet_listening
      set listening_since = case
            when clock_timestamp() - listened_until > make_interval(secs => ?) then clock_timestamp()
            else listening_since end,
          listened_until = greatest(listened_until, clock_timestamp())
      """;

  private ListeningSql() {}

  public static void mark(Connection connection, Duration gap) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(STATEMENT)) {
      update.setDouble(1, gap.toMillis() / 1e3);
      update.executeUpdate();
    }
  }
}
