/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.model.JournalReader.Bounds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads the journal forward from a revision, or backward from its end. */
final class ReadJournalSql {

  private static final String COLUMNS =
      "select revision, at, epoch, coordinator, actor, kind, subject, before::text, after::text from journal ";

  private ReadJournalSql() {}

  static Bounds bounds(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select first_kept, revision, restored from journal_head");
        ResultSet row = query.executeQuery()) {
      row.next();
      return new Bounds(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  static List<JournalEntry> after(Connection connection, long revision, int limit)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(COLUMNS + "where revision > ? order by revision limit ?")) {
      query.setLong(1, revision);
      query.setInt(2, limit);
      return read(query);
    }
  }

  static List<JournalEntry> latest(Connection connection, int limit) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(COLUMNS + "order by revision desc limit ?")) {
      query.setInt(1, limit);
      return read(query);
    }
  }

  private static List<JournalEntry> read(PreparedStatement query) throws SQLException {
    List<JournalEntry> entries = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        entries.add(
            new JournalEntry(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9)));
      }
    }
    return entries;
  }
}
