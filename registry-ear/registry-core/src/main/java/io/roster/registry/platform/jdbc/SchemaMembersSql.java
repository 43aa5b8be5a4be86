/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which schema versions those know who share the database. */
public final class SchemaMembersSql {

  /** The last version whose coordinators say nothing of the schema. */
  private static final int SILENT_VERSION = 9;

  /** It serves nobody before it has said for the first time that it is there. */
  private static final String JOIN =
      """
      insert into coordinator (name, version, host, grpc_port, http_port, started_at, seen_at, revision, lag, database_millis,
        schema_known, schema_beside, schema_said_at, drains_since)
      values (?, ?, '', 0, 0, clock_timestamp(), clock_timestamp(), 0, 0, 0, ?, ?, clock_timestamp(), clock_timestamp())
      on conflict (name) do update set version = excluded.version, seen_at = excluded.seen_at, drains_since = excluded.drains_since,
        schema_known = excluded.schema_known, schema_beside = excluded.schema_beside, schema_said_at = excluded.schema_said_at
      """;

  /** An older version that runs under a name again leaves the newer one's columns as they were. */
  private static final String LIVE =
      """
      select name, version, said, case when said then schema_known end as known, case when said then schema_beside end as beside
      from (
        select *, schema_known is not null and schema_said_at > seen_at - interval '1 second' as said from coordinator) c
      where seen_at > clock_timestamp() - make_interval(secs => ?)
      order by name
      """;

  private SchemaMembersSql() {}

  /**
   * A coordinator that shares the database.
   *
   * @param version the product's
   * @param known the newest schema version that it knows
   * @param beside the oldest that others may know beside it
   */
  public record Member(String coordinator, String version, int known, int beside) {}

  static void join(Connection connection, String coordinator, String version, int known, int beside)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(JOIN)) {
      insert.setString(1, coordinator);
      insert.setString(2, version);
      insert.setInt(3, known);
      insert.setInt(4, beside);
      insert.executeUpdate();
    }
  }

  /** Those who said within this time that they are there; nobody before there was such a table. */
  static List<Member> live(Connection connection, Duration lately) throws SQLException {
    List<Member> members = new ArrayList<>();
    if (!Schema.exists(connection, "schema_contract")) {
      return members;
    }
    try (PreparedStatement query = connection.prepareStatement(LIVE)) {
      query.setDouble(1, lately.toMillis() / 1e3);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          boolean said = row.getBoolean("said");
          members.add(
              new Member(
                  row.getString("name"),
                  row.getString("version"),
                  said ? row.getInt("known") : SILENT_VERSION,
                  said ? row.getInt("beside") : 1));
        }
      }
    }
    return members;
  }
}
