/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.jpa;

import io.roster.backup.BackupWriter;
import io.roster.backup.Manifest;
import io.roster.registry.backup.model.BackupSource;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.MigratingDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Copies all tables in one transaction that sees the database as it was at its first statement, and
 * that holds up nobody.
 */
@ApplicationScoped
public class SqlBackupSource implements BackupSource {

  private static final List<String> BEGIN =
      List.of(
          "set transaction isolation level repeatable read, read only",
          "set local timezone = 'UTC'",
          "set local statement_timeout = 0");

  private static final String FACTS =
      """
      select c.cluster_id, h.revision, l.epoch, clock_timestamp()
      from cluster c cross join journal_head h cross join leadership l
      """;

  private final Supplier<DataSource> database;

  /** For the container. */
  public SqlBackupSource() {
    this.database = MigratingDataSource::new;
  }

  public SqlBackupSource(DataSource database) {
    this.database = () -> database;
  }

  @Override
  public Manifest write(String product, OutputStream taker) throws IOException {
    try (Connection connection = database.get().getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (String setting : BEGIN) {
          statement.execute(setting);
        }
        return write(connection, product, taker);
      } finally {
        connection.rollback();
      }
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  private static Manifest write(Connection connection, String product, OutputStream taker)
      throws SQLException, IOException {
    try (PreparedStatement query = connection.prepareStatement(FACTS);
        ResultSet facts = query.executeQuery()) {
      facts.next();
      Map<String, List<String>> columns = StandingSql.columns(connection);
      CopyManager copying = connection.unwrap(PGConnection.class).getCopyAPI();
      BackupWriter writer = new BackupWriter(taker);
      for (BackedUpTable table : BackedUpTable.all()) {
        List<String> all = Objects.requireNonNull(columns.get(table.tableName()));
        writer.table(table.tableName(), all, rows -> copying.copyOut(table.copyOut(all), rows));
      }
      return writer.finish(
          product,
          StandingSql.schema(connection),
          facts.getString(1),
          facts.getLong(2),
          facts.getLong(3),
          facts.getObject(4, OffsetDateTime.class).toInstant());
    }
  }
}
