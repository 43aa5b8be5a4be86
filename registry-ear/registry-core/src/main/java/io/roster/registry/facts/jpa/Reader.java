/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.page.jpa.ListSql;
import io.roster.registry.platform.DatabaseAway;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/** Asks the database one question. */
final class Reader {

  private final DataSource database;

  Reader(DataSource database) {
    this.database = database;
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Reading<T> {
    T row(ResultSet row) throws SQLException;
  }

  <T> List<T> all(String statement, Reading<T> reading, Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(statement)) {
      ListSql.bind(connection, query, List.of(values));
      List<T> rows = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.add(reading.row(row));
        }
      }
      return rows;
    } catch (SQLException failed) {
      throw new DatabaseAway(failed);
    }
  }

  <T> Optional<T> one(String statement, Reading<T> reading, Object... values) {
    return all(statement, reading, values).stream().findFirst();
  }

  long number(String statement, Object... values) {
    return one(statement, row -> row.getLong(1), values).orElse(0L);
  }

  DataSource database() {
    return database;
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class), column).toInstant();
  }

  static Optional<Instant> timeIfAny(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
