/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the product's journal. */
final class JournalSql {

  private JournalSql() {}

  static long lastRevision(Connection connection) throws SQLException {
    return BenchDatabase.number(connection, "select revision from journal_head");
  }

  static long countOf(String kind, long after, Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select count(*) from journal where kind = ? and revision > ?")) {
      query.setString(1, kind);
      query.setLong(2, after);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
