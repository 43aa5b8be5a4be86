/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import io.roster.registry.platform.config.RegistryConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The same PostgreSQL for those who look and change nothing: a list that takes longer than anybody
 * waits is given up.
 */
public final class ReadingDataSource extends ConfiguredDataSource {

  private static final String LIMITS =
      "-c statement_timeout=5000 -c lock_timeout=1000 -c idle_in_transaction_session_timeout=10000";

  private static final String READ_ONLY = "set session characteristics as transaction read only";

  /** For the server's pool, which knows nothing of settings. */
  public ReadingDataSource() {
    super(RegistryConfiguration.settings(), LIMITS);
  }

  /** Said afterwards: a session that begins so is taken for one of a standby. */
  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(READ_ONLY);
      return connection;
    } catch (SQLException failed) {
      connection.close();
      throw failed;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }
}
