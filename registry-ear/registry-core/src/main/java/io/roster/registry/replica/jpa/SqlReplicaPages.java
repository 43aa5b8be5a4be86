/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.PooledDataSource;
import io.roster.registry.replica.ReplicaPage;
import io.roster.registry.replica.ReplicaQuery;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.model.ReplicaPages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringJoiner;
import javax.sql.DataSource;

/** Pages of replicas, in the order of the index of their places. */
@ApplicationScoped
public class SqlReplicaPages implements ReplicaPages {

  private static final String ORDER =
      """
       order by r.artifact_id, r.view_id, r.node_id, r.node_address, r.node_port, r.memory_type, r.device_id
       limit ? offset ?
      """;

  private DataSource database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlReplicaPages() {}

  @Inject
  public SqlReplicaPages(PooledDataSource database) {
    this(database.pool());
  }

  public SqlReplicaPages(DataSource database) {
    this.database = database;
  }

  @Override
  public ReplicaPage list(ReplicaQuery query) {
    List<String> values = new ArrayList<>();
    StringJoiner conditions = new StringJoiner(" and ", " where ", "").setEmptyValue("");
    query.artifactId().ifPresent(id -> add(conditions, "r.artifact_id = ?", values, id));
    query.nodeId().ifPresent(id -> add(conditions, "r.node_id = ?", values, id));
    query.memoryType().ifPresent(type -> add(conditions, "r.memory_type = ?", values, type.name()));
    try (Connection connection = database.getConnection()) {
      long total = count(connection, conditions.toString(), values);
      List<ReplicaView> page = page(connection, conditions.toString(), values, query);
      long end = query.offset() + page.size();
      return new ReplicaPage(
          page,
          end < total && !page.isEmpty() ? OptionalLong.of(end) : OptionalLong.empty(),
          total);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  private static void add(
      StringJoiner conditions, String condition, List<String> values, String value) {
    conditions.add(condition);
    values.add(value);
  }

  private static long count(Connection connection, String conditions, List<String> values)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select count(*) from replica r" + conditions)) {
      bind(query, values);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static List<ReplicaView> page(
      Connection connection, String conditions, List<String> values, ReplicaQuery wanted)
      throws SQLException {
    List<ReplicaView> page = new ArrayList<>();
    ReplicaRows rows = new ReplicaRows();
    String statement = "select " + ReplicaRows.COLUMNS + " from replica r" + conditions + ORDER;
    try (PreparedStatement query = connection.prepareStatement(statement)) {
      bind(query, values);
      query.setInt(values.size() + 1, wanted.limit());
      query.setLong(values.size() + 2, wanted.offset());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          page.add(rows.read(row));
        }
      }
    }
    return page;
  }

  private static void bind(PreparedStatement query, List<String> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      query.setString(i + 1, values.get(i));
    }
  }
}
