/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.jpa;

import io.roster.registry.backup.Holdings;
import io.roster.registry.backup.model.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in the database, in the transaction of the connection. */
final class StandingSql {

  private static final String HOLDINGS =
      """
      select (select cluster_id from cluster), (select revision from journal_head),
             (select count(*) from worker where inactive_at is null), (select count(*) from replica),
             (select count(*) from artifact), (select count(*) from artifact_key)
      """;

  private static final String SCHEMA =
      """
      select max(cast(version as integer)) from flyway_schema_history where success and version is not null
      """;

  private static final String COLUMNS =
      """
      select table_name, column_name from information_schema.columns
      where table_schema = current_schema()
      order by table_name, ordinal_position
      """;

  private StandingSql() {}

  static Standing read(Connection connection) throws SQLException {
    return new Standing(holdings(connection), schema(connection), columns(connection));
  }

  private static Holdings holdings(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HOLDINGS);
        ResultSet row = query.executeQuery()) {
      row.next();
      return new Holdings(
          row.getString(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          row.getLong(6));
    }
  }

  static int schema(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SCHEMA);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  static Map<String, List<String>> columns(Connection connection) throws SQLException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        columns
            .computeIfAbsent(row.getString(1), unused -> new ArrayList<>())
            .add(row.getString(2));
      }
    }
    return columns;
  }
}
