/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import io.roster.registry.platform.DatabaseAway;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Reads the rows of a query one after the other, since there may be millions. */
public final class RowStream {

  private static final int ROWS_AT_ONCE = 2_000;

  /** What to do with each row. */
  @FunctionalInterface
  public interface Reading {
    void row(ResultSet row) throws SQLException;
  }

  private RowStream() {}

  /**
   * @throws DatabaseAway when the rows cannot be read to the end
   */
  public static void read(DataSource database, String query, Reading reading) {
    try (Connection connection = database.getConnection()) {
      // Only inside a transaction does the driver fetch a part of the rows at a time.
      connection.setAutoCommit(false);
      try {
        patiently(connection);
        read(connection, query, reading);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  /** A million rows take longer than any statement of a caller may. */
  private static void patiently(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local statement_timeout = 0");
    }
  }

  /** The same, in the transaction of the connection. */
  public static void read(Connection connection, String query, Reading reading)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          reading.row(row);
        }
      }
    }
  }
}
