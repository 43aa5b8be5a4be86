/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import io.roster.registry.platform.config.RegistryConfiguration;
import io.roster.registry.platform.config.SecretFile;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The registry's PostgreSQL as the settings describe it. The server's pool makes its connections
 * from this class, and the few threads that keep a connection for themselves open theirs here, so
 * both see the same database with the same limits.
 */
public class ConfiguredDataSource implements DataSource {

  private static final int CONNECT_SECONDS = 3;
  private static final int SOCKET_SECONDS = 15;
  private static final int DRIVERS_RECHECK_SECONDS = 10;
  private static final int RECHECK_SECONDS = 1;

  /**
   * Every wait inside the database has an end, and it comes before the socket's. A coordinator that
   * is stopped or cut off in the midst of a transaction holds locks that all others need, so its
   * session is ended while they still wait for the lock.
   */
  private static final String LIMITS =
      "-c statement_timeout=10000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=1500";

  private final PGSimpleDataSource postgres;

  /** For the server's pool, which knows nothing of settings. */
  public ConfiguredDataSource() {
    this(RegistryConfiguration.settings());
  }

  public ConfiguredDataSource(Settings settings) {
    this(settings, LIMITS);
  }

  /**
   * @param limits of the sessions, unless the operator wrote others into the address
   */
  protected ConfiguredDataSource(Settings settings, String limits) {
    this(settings, limits, Duration.ofSeconds(SOCKET_SECONDS));
  }

  /**
   * @param silence how long an answer may take before the connection is given up
   */
  protected ConfiguredDataSource(Settings settings, String limits, Duration silence) {
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
    password(postgres, settings, postgres.getPassword());
    // Not below what an operator wrote into the address.
    if (postgres.getConnectTimeout() == 0 || postgres.getConnectTimeout() == 10) {
      postgres.setConnectTimeout(CONNECT_SECONDS);
    }
    if (postgres.getSocketTimeout() == 0) {
      postgres.setSocketTimeout(Math.toIntExact(silence.toSeconds()));
    }
    if (postgres.getOptions() == null) {
      postgres.setOptions(limits);
    }
    takeOnlyThePrimary(postgres);
    postgres.setTcpKeepAlive(true);
    postgres.setApplicationName("roster");
  }

  /**
   * Of several hosts, and behind an address that moves, the one that takes changes: what was
   * demoted answers too, but nothing may be asked of it. Which one that is may change at any
   * moment, so what is remembered of the hosts is soon looked at again.
   */
  private static void takeOnlyThePrimary(PGSimpleDataSource postgres) {
    if (postgres.getTargetServerType().equals("any")) {
      postgres.setTargetServerType("primary");
    }
    if (postgres.getHostRecheckSeconds() == DRIVERS_RECHECK_SECONDS) {
      postgres.setHostRecheckSeconds(RECHECK_SECONDS);
    }
  }

  private static void password(
      PGSimpleDataSource postgres, Settings settings, @Nullable String fromAddress) {
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
