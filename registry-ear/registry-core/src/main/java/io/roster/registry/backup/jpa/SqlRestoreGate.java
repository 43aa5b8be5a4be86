/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.jpa;

import io.roster.registry.backup.RestoreGoesOn;
import io.roster.registry.backup.model.RestoreGate;
import io.roster.registry.backup.model.Standing;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.MigratingDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Lets one restore in at a time; the right to it ends with its session. */
@ApplicationScoped
public class SqlRestoreGate implements RestoreGate {

  /** Any number will do that nothing else in this database locks. */
  private static final String TRY = "select pg_try_advisory_lock(7212005)";

  private Supplier<DataSource> database = MigratingDataSource::new;
  private CoordinatorIdentity coordinator;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlRestoreGate() {}

  @Inject
  public SqlRestoreGate(CoordinatorIdentity coordinator) {
    this.coordinator = coordinator;
  }

  public SqlRestoreGate(DataSource database, CoordinatorIdentity coordinator) {
    this.database = () -> database;
    this.coordinator = coordinator;
  }

  @Override
  public Standing standing() {
    try (Connection connection = database.get().getConnection()) {
      return StandingSql.read(connection);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  @Override
  public List<String> tables() {
    return BackedUpTable.names();
  }

  @Override
  public Entry enter() {
    try {
      Connection connection = database.get().getConnection();
      if (isTaken(connection)) {
        connection.close();
        throw new RestoreGoesOn();
      }
      return new SqlRestore(connection, coordinator.name());
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  private static boolean isTaken(Connection connection) throws SQLException {
    try (PreparedStatement attempt = connection.prepareStatement(TRY);
        ResultSet row = attempt.executeQuery()) {
      return !row.next() || !row.getBoolean(1);
    } catch (SQLException failed) {
      connection.close();
      throw failed;
    }
  }
}
