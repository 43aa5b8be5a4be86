/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.database;

import io.roster.bench.report.MeasurementFailed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database server of a coordinator that this run started. */
public final class BenchDatabase {

  private static final String PRODUCT = "roster";
  private static final String ADMIN = "postgres";

  private final int port;
  private final String password;
  private final String adminPassword;

  /**
   * @param password of the role that the product uses
   * @param adminPassword of the role that may make databases
   */
  public BenchDatabase(int port, String password, String adminPassword) {
    this.port = port;
    this.password = password;
    this.adminPassword = adminPassword;
  }

  /** What somebody does with a connection. */
  interface Work<T> {

    T on(Connection connection) throws SQLException;
  }

  /** The journal's last revision. */
  public long revision() {
    return product("read the journal", JournalSql::lastRevision);
  }

  /** How many workers expired after this revision. */
  public long expiredSince(long revision) {
    return product(
        "read the journal",
        connection -> JournalSql.countOf("worker.expired", revision, connection));
  }

  /** Puts replicas into the product's tables behind its back. */
  public void insert(ReplicaRows replicas) {
    product("insert replicas", replicas::insert);
    admin(PRODUCT, "vacuum analyze");
  }

  /** One-row commits on the same server, by clients that do nothing else. */
  public BareCommits bareCommits(int callers) {
    admin(ADMIN, "drop database if exists " + BareCommits.DATABASE);
    admin(ADMIN, "create database " + BareCommits.DATABASE + " owner " + PRODUCT);
    return new BareCommits(this, callers);
  }

  /** Removes what {@link #bareCommits} made. */
  void dropBareCommits() {
    admin(ADMIN, "drop database if exists " + BareCommits.DATABASE + " with (force)");
  }

  /** How many more clients the server takes, beside those that it has. */
  int freeConnections() {
    return product(
        "count connections",
        connection ->
            (int)
                number(
                    connection,
                    """
                    select current_setting('max_connections')::int
                         - current_setting('superuser_reserved_connections')::int
                         - current_setting('reserved_connections')::int
                         - count(*)
                    from pg_stat_activity where backend_type = 'client backend'
                    """));
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), PRODUCT, password);
  }

  private <T> T product(String what, Work<T> work) {
    try (Connection connection = connect(PRODUCT)) {
      return work.on(connection);
    } catch (SQLException failed) {
      throw new MeasurementFailed("Could not " + what + ": " + failed.getMessage(), failed);
    }
  }

  private void admin(String database, String command) {
    try (Connection connection = DriverManager.getConnection(url(database), ADMIN, adminPassword);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    } catch (SQLException failed) {
      throw new MeasurementFailed("Could not " + command + ": " + failed.getMessage(), failed);
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  static long number(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
