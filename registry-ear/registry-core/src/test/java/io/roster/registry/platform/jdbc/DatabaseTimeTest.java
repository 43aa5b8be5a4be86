/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.platform.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseTimeTest {

  private static final Instant THEIRS = Instant.parse("2031-02-03T04:05:06Z");

  private final TestDatabase database = TestDatabase.clean();
  private final DatabaseTime time = new DatabaseTime();

  @Test
  void this_machines_clock_will_do_until_the_database_was_asked() {
    assertThat(Duration.between(time.instant(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void what_the_database_said_goes_on_by_itself() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema elsewhen");
      statement.execute(
          "create function elsewhen.clock_timestamp() returns timestamptz language sql return '"
              + (THEIRS + "'::timestamptz"));
      statement.execute("set search_path = elsewhen, pg_catalog");
      time.read(connection);
      statement.execute("reset search_path");
      statement.execute("drop schema elsewhen cascade");
    }
    Instant first = time.instant();
    assertThat(first).isBetween(THEIRS, THEIRS.plus(Duration.ofMinutes(1)));
    await().until(() -> time.instant().isAfter(first));
  }
}
