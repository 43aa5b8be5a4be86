/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

  @TempDir Path folder;

  @Test
  void a_file_that_begins_as_one_is_one() throws Exception {
    assertThat(looksLike("a", "\2\0\0\0\0\0\0\0{}")).isTrue();
    assertThat(looksLike("b", "\20\0\0\0\0\0\0\0{\"a\":{}        ")).isTrue();
  }

  @Test
  void anything_else_is_not() throws Exception {
    assertThat(looksLike("a", "")).isFalse();
    assertThat(looksLike("b", "plain text of some length")).isFalse();
    assertThat(looksLike("c", "\2\0\0\0\0\0\0\0ab")).isFalse();
    assertThat(looksLike("d", "\377\0\0\0\0\0\0\0{\"")).as("the header does not fit").isFalse();
  }

  @Test
  void a_truncated_one_with_the_name_of_one_is_one() throws Exception {
    assertThat(looksLike("d.safetensors", "\377\0\0\0\0\0\0\0{\"")).isTrue();
  }

  private boolean looksLike(String name, String bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes.getBytes(StandardCharsets.ISO_8859_1));
    return Safetensors.looksLike(file, Files.size(file));
  }
}
