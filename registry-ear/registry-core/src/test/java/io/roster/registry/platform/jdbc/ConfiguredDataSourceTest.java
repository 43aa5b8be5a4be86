/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.platform.TestDatabase;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredDataSourceTest {

  private final TestDatabase database = TestDatabase.clean();

  private Connection connect() throws SQLException {
    try (Connection direct = database.dataSource().getConnection()) {
      String url = direct.getMetaData().getURL();
      String user = direct.getMetaData().getUserName();
      return new ConfiguredDataSource(
              Settings.read(
                  RegistrySettings.TABLE,
                  Map.of(
                      RegistrySettings.DATABASE_URL.key(), url,
                      RegistrySettings.DATABASE_USER.key(), user)))
          .getConnection();
    }
  }

  @Test
  void a_coordinator_that_stops_in_the_midst_of_a_transaction_does_not_keep_its_locks()
      throws SQLException {
    try (Connection stopped = connect();
        Connection other = connect()) {
      stopped.setAutoCommit(false);
      lock(stopped);

      lock(other);

      assertThat(stopped.isValid(1)).as("its session").isFalse();
    }
  }

  /** Fails when it has to wait for longer than sessions wait for locks. */
  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("update journal_head set revision = revision");
    }
  }
}
