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

class DataDirectoryTest {

  @TempDir private Path temporary;

  @Test
  void a_new_directory_is_made_private_and_stamped() throws IOException {
    Path folder = temporary.resolve("a/b");

    try (DataDirectory data = DataDirectory.open(folder)) {
      assertThat(Files.readString(folder.resolve("layout"))).isEqualTo("1\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.folder())))
          .isEqualTo("rwx------");
      assertThat(data.logs()).isDirectory();
    }
  }

  @Test
  void the_second_user_is_told_who_the_first_is() {
    try (DataDirectory first = DataDirectory.open(temporary)) {
      assertThatThrownBy(() -> DataDirectory.open(first.folder()))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("in use by another Roster")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--data");
    }
  }

  @Test
  void a_closed_directory_can_be_opened_again() {
    DataDirectory.open(temporary).close();

    try (DataDirectory again = DataDirectory.open(temporary)) {
      assertThat(again.folder()).isDirectory();
    }
  }

  @Test
  void a_newer_layout_is_refused() throws IOException {
    Files.writeString(temporary.resolve("layout"), "2\n");

    assertThatThrownBy(() -> DataDirectory.open(temporary))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("made by a newer Roster (layout 2, this one knows 1)");
  }

  @Test
  void a_directory_with_other_things_is_refused_and_left_alone() throws IOException {
    Files.writeString(temporary.resolve("thesis.tex"), "precious");

    assertThatThrownBy(() -> DataDirectory.open(temporary))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("was not made by Roster");
    assertThat(temporary.resolve("layout")).doesNotExist();
  }

  @Test
  void a_path_through_a_file_is_refused_with_the_reason() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("Cannot use the data directory")
        .hasMessageContaining("--data");
  }

  @Test
  void a_run_folder_is_empty_each_time() throws IOException {
    try (DataDirectory data = DataDirectory.open(temporary)) {
      Files.writeString(data.emptyRunFolder("server").resolve("rest"), "");

      assertThat(data.emptyRunFolder("server")).isEmptyDirectory();
    }
  }
}
