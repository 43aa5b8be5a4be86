/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import io.roster.settings.RegistrySettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
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
    run(flyway);
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

  private static void run(Flyway flyway) {
    try {
      flyway.migrate();
    } catch (FlywayException failed) {
      throw new IllegalStateException(
          "The database cannot be used: "
              + rootMessage(failed)
              + "; check "
              + RegistrySettings.DATABASE_URL.key()
              + ", "
              + RegistrySettings.DATABASE_USER.key()
              + " and "
              + RegistrySettings.DATABASE_PASSWORD_FILE.key(),
          failed);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
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
