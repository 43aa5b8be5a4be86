/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.jpa;

import io.roster.backup.BackupFile;
import io.roster.backup.Manifest;
import io.roster.backup.Manifest.Table;
import io.roster.backup.UnusableBackup;
import io.roster.registry.audit.model.Act;
import io.roster.registry.backup.BackupUnusable;
import io.roster.registry.backup.RestoreRequest;
import io.roster.registry.backup.Restored;
import io.roster.registry.backup.model.Fit;
import io.roster.registry.backup.model.RestoreGate;
import io.roster.registry.backup.model.Standing;
import io.roster.registry.platform.ConcurrentChange;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.SqlFailures;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One restore. While it runs, changes wait and readers see what was there before: rows are deleted,
 * not cut away, so that whoever reads a state in one transaction goes on reading it.
 *
 * <p>A change that was decided before, and waits, is decided anew: it finds in the journal's head
 * that the state was replaced.
 */
final class SqlRestore implements RestoreGate.Entry {

  private static final Logger LOG = LoggerFactory.getLogger(SqlRestore.class);
  private static final String OPERATION = "RestoreBackup";

  /** Longer than the database takes to notice a circle of those who wait for each other. */
  private static final String PATIENCE = "set local lock_timeout = '3s'";

  private static final int ATTEMPTS = 8;

  /** While the schema changes, no table is what it was read as. */
  private static final String SCHEMA_STANDS = "select pg_try_advisory_xact_lock(7212004)";

  private final Connection connection;
  private final String coordinator;

  SqlRestore(Connection connection, String coordinator) {
    this.connection = connection;
    this.coordinator = coordinator;
  }

  @Override
  public Restored restore(BackupFile backup, RestoreRequest request, Act act)
      throws IOException, UnusableBackup {
    boolean done = false;
    try {
      connection.setAutoCommit(false);
      Restored restored = replace(backup, request, act);
      connection.commit();
      done = true;
      return restored;
    } catch (SQLException failed) {
      throw meaning(failed);
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  private static RuntimeException meaning(SQLException failed) {
    String state = failed.getSQLState();
    if (state != null && (state.startsWith("22") || state.startsWith("23"))) {
      return new BackupUnusable(
          "does not fit into this registry's tables ("
              + String.valueOf(failed.getMessage()).lines().findFirst().orElse(state)
              + ")");
    }
    return switch (SqlFailures.meaning(failed)) {
      case AWAY -> new DatabaseAway(failed);
      case COLLISION -> new ConcurrentChange(OPERATION, failed);
      case BUG -> new IllegalStateException(failed);
    };
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException gone) {
      LOG.debug("restore_rolled_back_by_the_database", gone);
    }
  }

  private Restored replace(BackupFile backup, RestoreRequest request, Act act)
      throws SQLException, IOException, UnusableBackup {
    try (Statement statement = connection.createStatement()) {
      statement.execute(PATIENCE);
      requireSchemaStands(statement);
      lock(statement);
      Standing here = StandingSql.read(connection);
      Manifest manifest = backup.manifest();
      Fit fit = Fit.of(manifest, here, BackedUpTable.names(), request);
      List<BackedUpTable> tables = fit == Fit.EARLIER ? BackedUpTable.state() : BackedUpTable.all();
      ContinueSql.remember(statement, fit);
      clear(statement, tables);
      for (BackedUpTable table : tables) {
        fill(backup, table);
      }
      ContinueSql.goOn(statement, fit);
      Restored restored =
          ConcludeSql.conclude(connection, coordinator, manifest, here.holdings(), fit, act);
      analyze(statement, tables);
      return restored;
    }
  }

  private static void requireSchemaStands(Statement statement) throws SQLException {
    try (var row = statement.executeQuery(SCHEMA_STANDS)) {
      if (!row.next() || !row.getBoolean(1)) {
        throw new ConcurrentChange(OPERATION);
      }
    }
  }

  /**
   * Changes take their locks in no one order. When one that has what is needed here waits for what
   * is held here, all is let go, and it comes first.
   */
  private void lock(Statement statement) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      Savepoint before = connection.setSavepoint();
      SQLException busy = tryLock(statement);
      if (busy == null) {
        return;
      }
      connection.rollback(before);
      if (attempt == ATTEMPTS || SqlFailures.meaning(busy) != SqlFailures.Meaning.COLLISION) {
        throw busy;
      }
    }
  }

  private static @Nullable SQLException tryLock(Statement statement) {
    try {
      statement.execute(BackedUpTable.lock());
      return null;
    } catch (SQLException busy) {
      return busy;
    }
  }

  private static void clear(Statement statement, List<BackedUpTable> tables) throws SQLException {
    List<BackedUpTable> backwards = new ArrayList<>(tables);
    Collections.reverse(backwards);
    for (BackedUpTable table : backwards) {
      statement.execute(table.delete());
    }
  }

  private void fill(BackupFile backup, BackedUpTable table)
      throws SQLException, IOException, UnusableBackup {
    Table contents = backup.manifest().table(table.tableName()).orElseThrow();
    CopyManager copying = connection.unwrap(PGConnection.class).getCopyAPI();
    backup.read(contents, rows -> copying.copyIn(table.copyIn(contents.columns()), rows));
  }

  /** The first question about a million new rows must not be planned as if there were none. */
  private static void analyze(Statement statement, List<BackedUpTable> tables) throws SQLException {
    for (BackedUpTable table : tables) {
      statement.execute("analyze " + table.tableName());
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException gone) {
      LOG.debug("restore_session_gone", gone);
    }
  }
}
