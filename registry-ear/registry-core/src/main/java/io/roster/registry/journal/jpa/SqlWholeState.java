/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.model.JournalReader.Bounds;
import io.roster.registry.journal.model.WholeState;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.PooledDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Reads everything in one transaction that sees the database as it was at its first statement.
 * Since a change and its revision are committed together, what it sees is exactly the state at the
 * revision that it reads from the journal's head.
 */
@ApplicationScoped
public class SqlWholeState implements WholeState {

  /** Bounds of callers' statements would end a long list; whoever reads has a bound of its own. */
  private static final List<String> BEGIN =
      List.of(
          "set transaction isolation level repeatable read, read only",
          "set local statement_timeout = 0",
          "set local idle_in_transaction_session_timeout = '60s'");

  private static final String HEAD =
      "select h.first_kept, h.revision, h.restored, l.epoch from journal_head h cross join leadership l";

  private DataSource database;
  private List<StateOfKind> kinds = List.of();

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlWholeState() {}

  @Inject
  public SqlWholeState(PooledDataSource database, Instance<StateOfKind> kinds) {
    this(database.pool(), kinds.stream().toList());
  }

  public SqlWholeState(DataSource database, List<StateOfKind> kinds) {
    this.database = database;
    this.kinds = List.copyOf(kinds);
  }

  @Override
  public void read(Predicate<String> wantedKinds, Reader reader) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        begin(connection, reader);
        for (StateOfKind kind : kinds) {
          if (wantedKinds.test(kind.kindOfSubject())) {
            kind.read(connection, reader::subject);
          }
        }
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  private static void begin(Connection connection, Reader reader) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String setting : BEGIN) {
        statement.execute(setting);
      }
      try (ResultSet head = statement.executeQuery(HEAD)) {
        head.next();
        reader.begin(
            new Bounds(head.getLong(1), head.getLong(2), head.getLong(3)), head.getLong(4));
      }
    }
  }
}
