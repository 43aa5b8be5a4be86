/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import io.roster.registry.platform.jdbc.SchemaMembersSql.Member;
import io.roster.settings.RegistrySettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The schema, and which coordinators may share it. It is expanded when a newer coordinator starts,
 * beside older ones that go on working with it; it is contracted only when somebody says so and
 * nobody needs the old shape any more. Until then an older version may come back.
 */
public final class Schema {

  private static final String CURRENT =
      "select exists (select from flyway_schema_history where version = ? and success)";

  private static final String OLDEST_WRITER = "select oldest_writer from schema_contract";

  private static final String RAISE =
      """
      update schema_contract set oldest_writer = ?, since = clock_timestamp() where oldest_writer < ?
      """;

  /** Longer than a coordinator that hangs is silent before it says again that it is there. */
  private static final Duration LATELY = Duration.ofMinutes(1);

  private static final Duration NOW = Duration.ofSeconds(10);

  private final DataSource database;
  private final SchemaProduct product;
  private final Flyway expansions;
  private final Flyway contractions;
  private final MigrationVersion newest;

  /**
   * @param database whose sessions may take their time
   */
  public Schema(DataSource database, SchemaProduct product) {
    this.database = database;
    this.product = product;
    this.expansions =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(database)
            .locations(product.expansions().toArray(String[]::new))
            .validateMigrationNaming(true)
            .ignoreMigrationPatterns("*:future")
            .load();
    this.contractions =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(database)
            .locations(product.contractions().toArray(String[]::new))
            .failOnMissingLocations(false)
            .table("flyway_contraction_history")
            .sqlMigrationPrefix("C")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .validateMigrationNaming(true)
            .ignoreMigrationPatterns("*:future")
            .load();
    this.newest = newest(expansions);
  }

  private static MigrationVersion newest(Flyway flyway) {
    try {
      return resolved(flyway)
          .max(java.util.Comparator.naturalOrder())
          .orElseThrow(() -> new IllegalStateException("the EAR contains no migrations"));
    } catch (FlywayException failed) {
      throw unusable(failed);
    }
  }

  private static Stream<MigrationVersion> resolved(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(migration -> migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .map(Objects::requireNonNull);
  }

  /**
   * Expands the schema as far as it is missing something, and joins those who share it.
   * Coordinators that start together wait for each other. A schema that a newer coordinator has
   * expanded is left as it is.
   *
   * @param coordinator the name of the one that starts
   * @param version the product's version, for messages
   * @throws IllegalStateException when it may not share this database; the message says what to do
   */
  public void join(String coordinator, String version) {
    try (SchemaLock lock = SchemaLock.take(database)) {
      Connection connection = lock.connection();
      refuseTooOld(connection);
      refuseStrangers(connection, coordinator);
      expansions.migrate();
      SchemaMembersSql.join(connection, coordinator, version, known(), product.beside());
    } catch (SQLException | FlywayException failed) {
      throw unusable(failed);
    }
  }

  private void refuseTooOld(Connection connection) throws SQLException {
    int oldest = oldestWriter(connection);
    if (known() < oldest) {
      throw new IllegalStateException(
          "This coordinator is too old for its database: it knows the schema up to version "
              + known()
              + ", and what versions before "
              + oldest
              + " need was taken away. Start a coordinator that knows version "
              + oldest
              + " or newer, or restore a backup that is older than the contraction");
    }
  }

  private void refuseStrangers(Connection connection, String coordinator) throws SQLException {
    for (Member other : SchemaMembersSql.live(connection, NOW)) {
      if (other.coordinator().equals(coordinator)) {
        continue;
      }
      if (other.known() < product.beside()) {
        throw new IllegalStateException(
            "This coordinator is too new to run beside "
                + other.coordinator()
                + " (version "
                + other.version()
                + "), which knows the schema up to version "
                + other.known()
                + ": others must know version "
                + product.beside()
                + ". Upgrade that one to a version in between first, or stop all older ones");
      }
      if (other.beside() > known()) {
        throw new IllegalStateException(
            "This coordinator is too old to run beside "
                + other.coordinator()
                + " (version "
                + other.version()
                + "), which needs others to know the schema up to version "
                + other.beside()
                + "; this one knows version "
                + known()
                + ". Start a newer version");
      }
    }
  }

  /**
   * Takes away what older coordinators need.
   *
   * @return who still needs it, so that nothing was done; empty when it is done
   */
  public List<Member> contract() {
    try (SchemaLock lock = SchemaLock.take(database)) {
      Connection connection = lock.connection();
      int wanted = pendingContractions().stream().mapToInt(Integer::intValue).max().orElse(0);
      List<Member> old =
          SchemaMembersSql.live(connection, LATELY).stream()
              .filter(member -> member.known() < wanted)
              .toList();
      if (old.isEmpty() && wanted > 0) {
        // Before anything is taken away, so that nobody who needs it starts meanwhile.
        raise(connection, wanted);
        contractions.migrate();
      }
      return old;
    } catch (SQLException | FlywayException failed) {
      throw unusable(failed);
    }
  }

  private static void raise(Connection connection, int oldest) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(RAISE)) {
      update.setInt(1, oldest);
      update.setInt(2, oldest);
      update.executeUpdate();
    }
  }

  /** The contractions that this version knows and that have not run. */
  public List<Integer> pendingContractions() {
    return Arrays.stream(contractions.info().pending())
        .map(MigrationInfo::getVersion)
        .map(Objects::requireNonNull)
        .map(Schema::number)
        .toList();
  }

  /** Who shares the database, by what each said lately. */
  public List<Member> members() {
    try (Connection connection = database.getConnection()) {
      return SchemaMembersSql.live(connection, LATELY);
    } catch (SQLException failed) {
      throw unusable(failed);
    }
  }

  /** The oldest schema version that may still write. */
  public int oldestWriter() {
    try (Connection connection = database.getConnection()) {
      return oldestWriter(connection);
    } catch (SQLException failed) {
      throw unusable(failed);
    }
  }

  private static int oldestWriter(Connection connection) throws SQLException {
    if (!exists(connection, "schema_contract")) {
      return 1;
    }
    try (PreparedStatement query = connection.prepareStatement(OLDEST_WRITER);
        ResultSet row = query.executeQuery()) {
      return row.next() ? row.getInt(1) : 1;
    }
  }

  static boolean exists(Connection connection, String table) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select to_regclass(?) is not null")) {
      query.setString(1, table);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static IllegalStateException unusable(Exception failed) {
    return new IllegalStateException(
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

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private static int number(MigrationVersion version) {
    return Integer.parseInt(version.getVersion().replaceFirst("^0+(?=.)", ""));
  }

  /** The newest migration that this coordinator knows, as its file is called. */
  public String version() {
    return newest.toString();
  }

  /** The same as a number. */
  public int known() {
    return number(newest);
  }

  /** What keeps this coordinator from working with the database as it is now. */
  public Optional<String> problem(Connection connection) throws SQLException {
    if (!isInPlace(connection)) {
      return Optional.of("lacks version " + version() + "; restart a coordinator to migrate it");
    }
    int oldest = oldestWriter(connection);
    return known() < oldest
        ? Optional.of(
            "was contracted for version " + oldest + "; replace this coordinator by a newer one")
        : Optional.empty();
  }

  private boolean isInPlace(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(CURRENT)) {
      query.setString(1, version());
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
