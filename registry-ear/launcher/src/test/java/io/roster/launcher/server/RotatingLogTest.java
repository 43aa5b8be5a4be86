/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {

  @TempDir private Path temporary;

  @Test
  void lines_are_added_to_what_is_there() throws Exception {
    Path file = Files.writeString(temporary.resolve("a.log"), "before\n");

    try (RotatingLog log = new RotatingLog(file)) {
      log.line("after");
    }

    assertThat(file).content().isEqualTo("before\nafter\n");
  }

  @Test
  void size_and_number_of_files_are_bounded() throws Exception {
    Path file = temporary.resolve("a.log");

    try (RotatingLog log = new RotatingLog(file, 10)) {
      for (int i = 0; i < 100; i++) {
        log.line("line number " + i);
      }
    }

    try (var files = Files.list(temporary)) {
      assertThat(files).hasSize(5).allSatisfy(each -> assertThat(Files.size(each)).isLessThan(40));
    }
    assertThat(file).content().contains("99");
  }
}
