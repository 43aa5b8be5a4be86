/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import io.roster.registry.platform.config.RegistryConfiguration;
import io.roster.registry.platform.config.SecretFile;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The registry's PostgreSQL as the settings describe it. The server's pool makes its connections
 * from this class, and the few threads that keep a connection for themselves open theirs here, so
 * both see the same database with the same limits.
 */
public final class ConfiguredDataSource implements DataSource {

  private static final int CONNECT_SECONDS = 3;
  private static final int SOCKET_SECONDS = 15;

  /** Every wait inside the database has an end, and it comes before the socket's. */
  private static final String LIMITS =
      "-c statement_timeout=10000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=20000";

  private final PGSimpleDataSource postgres;

  /** For the server's pool, which knows nothing of settings. */
  public ConfiguredDataSource() {
    this(RegistryConfiguration.settings());
  }

  public ConfiguredDataSource(Settings settings) {
    postgres = new PGSimpleDataSource();
    postgres.setUrl(
        settings
            .find(RegistrySettings.DATABASE_URL)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        RegistrySettings.DATABASE_URL.key()
                            + " is not set: give the JDBC address of a PostgreSQL database")));
    if (postgres.getUser() == null) {
      postgres.setUser(settings.get(RegistrySettings.DATABASE_USER));
    }
    password(settings, postgres.getPassword());
    // Not below what an operator wrote into the address.
    if (postgres.getConnectTimeout() == 0 || postgres.getConnectTimeout() == 10) {
      postgres.setConnectTimeout(CONNECT_SECONDS);
    }
    if (postgres.getSocketTimeout() == 0) {
      postgres.setSocketTimeout(SOCKET_SECONDS);
    }
    if (postgres.getOptions() == null) {
      postgres.setOptions(LIMITS);
    }
    postgres.setTcpKeepAlive(true);
    postgres.setApplicationName("roster");
  }

  private void password(Settings settings, @Nullable String fromAddress) {
    if (fromAddress != null) {
      return;
    }
    settings
        .find(RegistrySettings.DATABASE_PASSWORD_FILE)
        .map(file -> SecretFile.read(RegistrySettings.DATABASE_PASSWORD_FILE.key(), file))
        .or(() -> settings.find(RegistrySettings.DATABASE_PASSWORD))
        .ifPresent(postgres::setPassword);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return postgres.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return postgres.getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return postgres.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    postgres.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) {
    postgres.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return postgres.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return postgres.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return postgres.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return postgres.isWrapperFor(type);
  }
}
