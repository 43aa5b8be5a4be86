/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.health;

import io.roster.registry.platform.Background;
import io.roster.registry.platform.Readiness;
import io.roster.registry.platform.Readiness.Check;
import io.roster.registry.platform.jdbc.DatabaseTime;
import io.roster.registry.platform.jdbc.ProbingDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection;
import io.roster.registry.platform.jdbc.Schema;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Asks the database twice a second what time it is and whether it has the right schema. A change
 * may wait long for a lock or a commit; this question waits for neither, so a database that leaves
 * it unanswered is away.
 */
public final class DatabaseWatch {

  private static final long PAUSE_MILLIS = 500;

  /** Who waits for the database while it is away. */
  public interface Dependent {

    /** It does not answer; told again and again until it does. */
    void databaseIsAway(SQLException why);

    /** It answers. */
    void databaseAnswers();
  }

  private final Schema schema;
  private final Readiness readiness;
  private final Dependent dependent;
  private final DatabaseTime clock;
  private final ResidentConnection connection;
  private final Background watch;

  public DatabaseWatch(
      Schema schema, Readiness readiness, Dependent dependent, DatabaseTime clock) {
    this(schema, readiness, dependent, clock, new ResidentConnection(new ProbingDataSource()));
  }

  DatabaseWatch(
      Schema schema,
      Readiness readiness,
      Dependent dependent,
      DatabaseTime clock,
      ResidentConnection connection) {
    this.schema = schema;
    this.readiness = readiness;
    this.dependent = dependent;
    this.clock = clock;
    this.connection = connection;
    this.watch = new Background("database-watch", PAUSE_MILLIS, this::look);
  }

  public void start(ThreadFactory threads) {
    look();
    watch.start(threads);
  }

  public void stop() {
    watch.stop();
    connection.close();
  }

  void look() {
    try {
      Optional<String> problem = connection.call(schema::problem);
      connection.call(clock::read);
      dependent.databaseAnswers();
      readiness.report(new Check("database", true, "answers"));
      readiness.report(
          new Check(
              "schema",
              problem.isEmpty(),
              problem.orElseGet(() -> "is at version " + schema.version())));
    } catch (SQLException away) {
      dependent.databaseIsAway(away);
      readiness.report(new Check("database", false, "does not answer: " + firstLine(away)));
    }
  }

  private static String firstLine(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
