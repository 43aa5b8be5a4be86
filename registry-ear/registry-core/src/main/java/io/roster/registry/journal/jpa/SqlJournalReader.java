/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.model.JournalReader;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.PooledDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The journal's reading side in PostgreSQL. */
@ApplicationScoped
public class SqlJournalReader implements JournalReader {

  private DataSource database;

  /**
   * Asked many times each second, past the pool, which checks a connection each time it lends it.
   */
  private ResidentConnection watching;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlJournalReader() {}

  @Inject
  public SqlJournalReader(PooledDataSource database) {
    this(database.pool(), new ConfiguredDataSource());
  }

  public SqlJournalReader(DataSource database) {
    this(database, database);
  }

  private SqlJournalReader(DataSource database, DataSource past) {
    this.database = database;
    this.watching = new ResidentConnection(past);
  }

  /** A statement to run on a connection. */
  private interface Query<T> {
    T on(Connection connection) throws SQLException;
  }

  @Override
  public Bounds bounds() {
    try {
      return watching.call(ReadJournalSql::bounds);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  @Override
  public List<JournalEntry> after(long revision, int limit) {
    return call(connection -> ReadJournalSql.after(connection, revision, limit));
  }

  @Override
  public List<JournalEntry> latest(int limit) {
    return call(connection -> ReadJournalSql.latest(connection, limit));
  }

  @PreDestroy
  void close() {
    watching.close();
  }

  private <T> T call(Query<T> query) {
    try (Connection connection = database.getConnection()) {
      return query.on(connection);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }
}
