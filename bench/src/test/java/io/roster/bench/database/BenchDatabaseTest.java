/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.bench.load.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds what this module writes past the product against the product's schema of today. */
@Tag("db")
class BenchDatabaseTest {

  private static final Path MIGRATIONS = Path.of("..", "db", "migrations");
  private static final int WORKERS = 20;
  private static final int MOST_CONNECTIONS = 20;

  private static EmbeddedPostgres postgres;
  private static BenchDatabase database;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("max_connections", Integer.toString(MOST_CONNECTIONS))
            .start();
    execute("postgres", "create role roster login", "create database roster owner roster");
    for (String migration : migrations()) {
      execute("roster", migration);
    }
    database = new BenchDatabase(postgres.getPort(), "unused", "unused");
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static List<String> migrations() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(BenchDatabaseTest::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @BeforeEach
  void empty() throws SQLException {
    execute(
        "roster",
        "truncate worker, artifact, replica, journal cascade",
        "update journal_head set revision = 7");
    execute(
        "roster",
        """
        insert into worker (worker_id, daemon_id, node_id, node_address, grpc_port, p2p_port, pool_total_bytes,
                            registered_at)
        select 'w' || n, 'd' || n, 'n' || n, 'a' || n, 1, 2, 3, now() from generate_series(1, %d) as n
        """
            .formatted(WORKERS));
  }

  @Test
  void replicas_are_spread_evenly_over_the_workers() throws SQLException {
    database.insert(new ReplicaRows(1_000, 10));

    assertThat(number("select count(*) from replica")).isEqualTo(1_000);
    assertThat(number("select count(distinct artifact_id) from replica")).isEqualTo(100);
    assertThat(
            number("select min(n) from (select count(*) n from replica group by worker_id) each"))
        .isEqualTo(1_000 / WORKERS);
    assertThat(
            number("select max(n) from (select count(*) n from replica group by worker_id) each"))
        .isEqualTo(1_000 / WORKERS);
  }

  @Test
  void each_copy_of_an_artifact_lies_on_another_worker() throws SQLException {
    ReplicaRows rows = new ReplicaRows(95, WORKERS);
    database.insert(rows);

    assertThat(
            number(
                "select count(distinct worker_id) from replica where artifact_id = '"
                    + ReplicaRows.artifactId(0)
                    + "'"))
        .isEqualTo(WORKERS);
    assertThat(number("select count(distinct artifact_id) from replica"))
        .isEqualTo(rows.artifacts());
  }

  @Test
  void replicas_lie_where_their_worker_is() throws SQLException {
    database.insert(new ReplicaRows(100, 10));

    assertThat(
            number(
                """
                select count(*) from replica r join worker w using (worker_id)
                where r.node_id = w.node_id and r.node_address = w.node_address and r.node_port = w.p2p_port
                """))
        .isEqualTo(100);
  }

  @Test
  void the_journal_is_counted_from_a_revision_on() throws SQLException {
    for (int revision = 1; revision <= 5; revision++) {
      execute(
          "roster",
          """
          insert into journal (revision, at, epoch, coordinator, actor, kind, subject, before, after)
          values (%d, now(), 0, 'c', 'a', '%s', 'w', 'null', 'null')
          """
              .formatted(revision, revision == 3 ? "worker.registered" : "worker.expired"));
    }

    assertThat(database.revision()).isEqualTo(7);
    assertThat(database.expiredSince(0)).isEqualTo(4);
    assertThat(database.expiredSince(2)).isEqualTo(2);
  }

  @Test
  void bare_clients_commit_each_row_and_leave_nothing_behind() throws SQLException {
    try (BareCommits commits = database.bareCommits(4)) {
      Outcome outcome = commits.during(Duration.ofMillis(100));

      assertThat(outcome.served()).isPositive();
      try (Connection connection = database.connect(BareCommits.DATABASE)) {
        // What a client committed after the end of the window does not count.
        assertThat(BenchDatabase.number(connection, "select count(*) from bare"))
            .isBetween(outcome.served(), outcome.served() + commits.callers());
      }
    }
    assertThat(number("select count(*) from pg_database where datname = 'bench_bare'")).isZero();
  }

  @Test
  void there_are_no_more_bare_clients_than_the_server_takes() throws SQLException {
    try (BareCommits commits = database.bareCommits(10_000)) {
      assertThat(commits.callers()).isBetween(1, MOST_CONNECTIONS - 8);
      assertThat(commits.during(Duration.ofMillis(50)).served()).isPositive();
    }
  }

  private static long number(String query) throws SQLException {
    try (Connection connection = database.connect("roster")) {
      return BenchDatabase.number(connection, query);
    }
  }

  /**
   * @param name of a database and of the role that owns it
   */
  private static void execute(String name, String... commands) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.getJdbcUrl(name, name));
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }
}
