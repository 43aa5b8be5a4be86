/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.launcher.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

  @TempDir private Path temporary;

  @Test
  void a_generated_password_is_kept_and_private() throws IOException {
    Path file = temporary.resolve("password");

    String password = SecretFile.passwordAt(file);

    assertThat(password).matches("[A-Za-z0-9_-]{32}");
    assertThat(SecretFile.passwordAt(file)).isEqualTo(password);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void two_files_get_two_passwords() {
    assertThat(SecretFile.passwordAt(temporary.resolve("one")))
        .isNotEqualTo(SecretFile.passwordAt(temporary.resolve("two")));
  }

  @Test
  void the_first_line_counts() throws IOException {
    Path file = Files.writeString(temporary.resolve("token"), "  open sesame \nignored\n");

    assertThat(SecretFile.firstLine(file, "the token file")).isEqualTo("open sesame");
  }

  @Test
  void an_empty_or_missing_file_gets_a_sentence() throws IOException {
    Path empty = Files.writeString(temporary.resolve("token"), "\nsecond\n");

    assertThatThrownBy(() -> SecretFile.firstLine(empty, "the token file"))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("the token file, has an empty first line");
    assertThatThrownBy(() -> SecretFile.firstLine(temporary.resolve("none"), "the token file"))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("does not exist");
  }
}
