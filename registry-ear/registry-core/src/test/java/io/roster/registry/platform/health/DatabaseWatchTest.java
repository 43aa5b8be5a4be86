/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.platform.TestDatabase;
import io.roster.registry.platform.jdbc.DatabaseTime;
import io.roster.registry.platform.jdbc.ResidentConnection;
import io.roster.registry.platform.jdbc.Schema;
import io.roster.registry.platform.jdbc.SchemaProduct;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {

  private static final String NAME = "watched";

  private final TestDatabase server = TestDatabase.clean();
  private final DataSource database = server.empty(NAME);
  private final Schema schema = new Schema(database, SchemaProduct.THIS);
  private final ReadinessBoard readiness = new ReadinessBoard();
  private final List<String> told = new ArrayList<>();
  private final DatabaseTime clock = new DatabaseTime();

  private final DatabaseWatch watch =
      new DatabaseWatch(
          schema,
          readiness,
          new DatabaseWatch.Dependent() {
            @Override
            public void databaseIsAway(SQLException why) {
              told.add("away");
            }

            @Override
            public void databaseAnswers() {
              told.add("answers");
            }
          },
          clock,
          new ResidentConnection(database));

  @Test
  void whoever_waits_for_the_database_is_told_whether_it_answers() {
    schema.join("watcher", "1");
    watch.look();
    assertThat(told).containsExactly("answers");
    assertThat(readiness.isUp("database")).isTrue();

    server.execute("drop database " + NAME + " with (force)");
    watch.look();
    watch.look();
    assertThat(told).as("each time").containsExactly("answers", "away", "away");
    assertThat(readiness.isUp("database")).isFalse();

    server.empty(NAME);
    schema.join("watcher", "1");
    watch.look();
    assertThat(told).last().isEqualTo("answers");
    assertThat(readiness.isUp("database")).isTrue();
    watch.stop();
  }
}
