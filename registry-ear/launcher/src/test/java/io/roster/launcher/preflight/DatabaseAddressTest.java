/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.launcher.CannotStart;
import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.postgres.DatabaseAccess;
import io.roster.launcher.postgres.EmbeddedPostgres;
import io.roster.launcher.server.ServerRuntime;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseAddressTest {

  @Test
  void user_and_password_are_taken_out_of_the_address() {
    DatabaseAccess access =
        DatabaseAddress.parse(
            "jdbc:postgresql://db:5432/fleet?user=ann&ssl=true&password=s%40crt",
            "roster", Optional.empty());

    assertThat(access)
        .isEqualTo(new DatabaseAccess("jdbc:postgresql://db:5432/fleet?ssl=true", "ann", "s@crt"));
    assertThat(access.toString()).doesNotContain("s@crt");
  }

  @Test
  void what_the_address_does_not_say_comes_from_elsewhere() {
    assertThat(
            DatabaseAddress.parse("jdbc:postgresql://a,b/fleet", "roster", Optional.of("secret")))
        .isEqualTo(new DatabaseAccess("jdbc:postgresql://a,b/fleet", "roster", "secret"));
  }

  @Test
  void another_database_is_refused_without_repeating_its_password() {
    assertThatThrownBy(
            () ->
                DatabaseAddress.parse(
                    "jdbc:mysql://db/x?password=secret", "roster", Optional.empty()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("jdbc:mysql://db/x is not the address of a PostgreSQL")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_password_before_the_host_is_not_repeated_either() {
    assertThatThrownBy(
            () ->
                DatabaseAddress.parse(
                    "jdbc:postgresql://roster:secret@db/x", "roster", Optional.empty()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("?user=NAME")
        .hasMessageNotContaining("secret");
  }

  @Test
  void silence_is_told() {
    int port = Ports.free("127.0.0.1");

    assertThatThrownBy(
            () ->
                DatabaseAddress.requireAnswer(
                    new DatabaseAccess("jdbc:postgresql://127.0.0.1:" + port + "/x", "u", "p")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("does not answer");
  }

  @Test
  void a_wrong_password_and_a_missing_database_are_told(@TempDir Path temporary) {
    try (DataDirectory data = DataDirectory.open(temporary.resolve("data"));
        EmbeddedPostgres postgres = new EmbeddedPostgres(data, ServerRuntime.own().postgres())) {
      DatabaseAccess access = postgres.start();

      assertThat(DatabaseAddress.requireAnswer(access)).startsWith("17.");
      assertThatThrownBy(
              () ->
                  DatabaseAddress.requireAnswer(
                      new DatabaseAccess(access.url(), access.user(), "wrong")))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("refuses the role roster")
          .hasMessageContaining("PGPASSWORD");
      assertThatThrownBy(
              () ->
                  DatabaseAddress.requireAnswer(
                      new DatabaseAccess(
                          access.url().replaceAll("/roster", "/none"),
                          access.user(),
                          access.password())))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("There is no database of that name");
    }
  }
}
