/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.launcher.CannotStart;
import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.server.ServerRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

  @TempDir private Path temporary;

  private DataDirectory data;
  private EmbeddedPostgres postgres;

  @BeforeEach
  void open() {
    data = DataDirectory.open(temporary.resolve("data"));
    postgres = new EmbeddedPostgres(data, ServerRuntime.own().postgres());
  }

  @AfterEach
  void close() {
    postgres.close();
    data.close();
  }

  @Test
  void what_was_committed_is_there_after_a_restart() throws SQLException {
    run(postgres.start(), "create table kept as select 42 as answer");
    postgres.close();
    assertThat(postgres.isRunning()).isFalse();

    assertThat(answer(postgres.start(), "select answer from kept")).isEqualTo("42");
  }

  @Test
  void it_asks_for_the_password_and_listens_on_loopback_only() throws SQLException, IOException {
    DatabaseAccess access = postgres.start();

    assertThatThrownBy(
            () -> DriverManager.getConnection(access.url(), access.user(), "wrong").close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password");
    assertThat(answer(access, "show listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(answer(access, "show password_encryption")).isEqualTo("scram-sha-256");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.secret("postgres-password"))))
        .isEqualTo("rw-------");
  }

  @Test
  void what_is_acknowledged_is_on_the_disk_and_nine_coordinators_find_room() throws SQLException {
    DatabaseAccess access = postgres.start();

    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      assertThat(answer(access, "show " + setting)).as(setting).isEqualTo("on");
    }
    assertThat(Integer.parseInt(answer(access, "show max_connections")))
        .isGreaterThanOrEqualTo(9 * (32 + 8) + 64);
    assertThat(answer(access, "show shared_buffers")).isEqualTo("256MB");
    assertThat(answer(access, "show max_wal_size")).isEqualTo("2GB");
    assertThat(answer(access, "show checkpoint_timeout")).isEqualTo("15min");
  }

  @Test
  void a_server_that_a_killed_start_left_behind_is_stopped() {
    postgres.start();

    EmbeddedPostgres next = new EmbeddedPostgres(data, ServerRuntime.own().postgres());

    assertThat(next.stopLeftover()).isPresent();
    assertThat(next.isRunning()).isFalse();
    assertThat(next.stopLeftover()).isEmpty();
  }

  @Test
  void a_killed_server_recovers_and_keeps_what_was_committed() throws SQLException {
    run(postgres.start(), "create table kept as select 42 as answer");
    Postmaster killed = Postmaster.of(data.folder().resolve("postgres")).orElseThrow();

    killed.process().destroyForcibly();
    await().atMost(Duration.ofSeconds(10)).until(() -> !postgres.isRunning());

    await().atMost(Duration.ofSeconds(30)).until(postgres::restart);
    EmbeddedPostgres same = postgres;
    same.close();
    assertThat(answer(same.start(), "select answer from kept")).isEqualTo("42");
  }

  @Test
  void the_cluster_of_another_version_is_refused() throws IOException {
    Path cluster = Files.createDirectories(data.folder().resolve("postgres"));
    Files.writeString(cluster.resolve("PG_VERSION"), "9\n");

    assertThatThrownBy(postgres::check)
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("belongs to PostgreSQL 9")
        .hasMessageContaining("pg_dump");
  }

  @Test
  void a_setup_that_was_interrupted_is_begun_again() throws IOException, SQLException {
    Files.writeString(
        Files.createDirectories(data.folder().resolve("postgres.new")).resolve("half"), "");

    assertThat(answer(postgres.start(), "select current_user")).isEqualTo("roster");
  }

  @Test
  void closing_twice_and_before_the_start_does_no_harm() {
    postgres.close();
    postgres.start();
    postgres.close();
    postgres.close();

    assertThat(postgres.isRunning()).isFalse();
  }

  private static void run(DatabaseAccess access, String sql) throws SQLException {
    try (Connection connection = connect(access);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String answer(DatabaseAccess access, String sql) throws SQLException {
    try (Connection connection = connect(access);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private static Connection connect(DatabaseAccess access) throws SQLException {
    return DriverManager.getConnection(access.url(), access.user(), access.password());
  }
}
