/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held by the one that changes the schema or joins those who share it; it ends with its session.
 */
final class SchemaLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaLock.class);
  private static final String TRY = "select pg_try_advisory_lock(7212004)";
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long PAUSE_MILLIS = 100;

  private final Connection connection;

  private SchemaLock(Connection connection) {
    this.connection = connection;
  }

  /** Waits for it as long as a large migration may take. */
  static SchemaLock take(DataSource database) throws SQLException {
    Connection connection = database.getConnection();
    try {
      await(connection);
      return new SchemaLock(connection);
    } catch (SQLException | RuntimeException failed) {
      connection.close();
      throw failed;
    }
  }

  private static void await(Connection connection) throws SQLException {
    long end = System.nanoTime() + LONGEST_NANOS;
    for (boolean told = false; !taken(connection); told = true) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "Another coordinator has been changing the schema for ten minutes: see what it waits"
                + " for in pg_stat_activity, then start again");
      }
      if (!told) {
        LOG.info("schema_waits detail=\"another coordinator starts or changes the schema\"");
      }
      pause();
    }
  }

  private static boolean taken(Connection connection) throws SQLException {
    try (PreparedStatement attempt = connection.prepareStatement(TRY);
        ResultSet row = attempt.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the schema", stopping);
    }
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
