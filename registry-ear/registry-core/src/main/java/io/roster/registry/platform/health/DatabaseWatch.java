/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.health;

import io.roster.registry.platform.Background;
import io.roster.registry.platform.Readiness;
import io.roster.registry.platform.Readiness.Check;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection;
import io.roster.registry.platform.jdbc.Schema;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Asks the database once a second whether it is there and has the right schema. */
public final class DatabaseWatch {

  private static final long PAUSE_MILLIS = 1_000;

  private final Schema schema;
  private final Readiness readiness;
  private final ResidentConnection connection;
  private final Background watch;

  public DatabaseWatch(Schema schema, Readiness readiness) {
    this.schema = schema;
    this.readiness = readiness;
    this.connection = new ResidentConnection(new ConfiguredDataSource());
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

  private void look() {
    try {
      Optional<String> problem = connection.call(schema::problem);
      readiness.report(new Check("database", true, "answers"));
      readiness.report(
          new Check(
              "schema",
              problem.isEmpty(),
              problem.orElseGet(() -> "is at version " + schema.version())));
    } catch (SQLException away) {
      readiness.report(new Check("database", false, "does not answer: " + firstLine(away)));
    }
  }

  private static String firstLine(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
