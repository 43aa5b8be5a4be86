/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** The schema's version: brought up to date at the start, watched afterwards. */
public final class Schema {

  private static final String CURRENT =
      "select exists (select from flyway_schema_history where version = ? and success)";

  private final String version;

  private Schema(String version) {
    this.version = version;
  }

  /**
   * Runs the migrations that are missing. Coordinators that start together wait for each other on a
   * lock in the database. A schema that a newer coordinator has already expanded is left as it is.
   */
  public static Schema migrate(DataSource database) {
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(database)
            .locations("classpath:db/migrations")
            .validateMigrationNaming(true)
            .ignoreMigrationPatterns("*:future")
            .load();
    flyway.migrate();
    MigrationInfo[] known = flyway.info().all();
    String newest =
        java.util.Arrays.stream(known)
            .filter(migration -> migration.getState().isResolved())
            .map(migration -> Objects.requireNonNull(migration.getVersion()))
            .max(java.util.Comparator.naturalOrder())
            .map(Object::toString)
            .orElseThrow(() -> new IllegalStateException("the EAR contains no migrations"));
    return new Schema(newest);
  }

  /** The newest migration that this coordinator knows. */
  public String version() {
    return version;
  }

  /** Whether that migration is in place. */
  public boolean isCurrent(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(CURRENT)) {
      query.setString(1, version);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
