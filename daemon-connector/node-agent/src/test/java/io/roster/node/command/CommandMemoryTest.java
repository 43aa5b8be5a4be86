/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandMemoryTest {

  @TempDir Path directory;

  @Test
  void it_remembers_over_a_restart() {
    CommandMemory memory = CommandMemory.open(directory);
    memory.remember("one", CommandResult.ok());
    memory.remember("two", CommandResult.failed("not\tso\nthere"));
    CommandMemory next = CommandMemory.open(directory);
    assertThat(next.find("one")).contains(CommandResult.ok());
    assertThat(next.find("two")).contains(CommandResult.failed("not so there"));
    assertThat(next.find("three")).isEmpty();
  }

  @Test
  void a_half_written_line_counts_as_none() throws Exception {
    CommandMemory.open(directory).remember("one", CommandResult.ok());
    Files.writeString(directory.resolve("commands.log"), "two\tDON", StandardOpenOption.APPEND);
    CommandMemory next = CommandMemory.open(directory);
    assertThat(next.find("one")).isPresent();
    assertThat(next.find("two")).isEmpty();
    next.remember("three", CommandResult.ok());
    assertThat(CommandMemory.open(directory).find("three")).isPresent();
  }

  @Test
  void the_oldest_are_forgotten() throws Exception {
    CommandMemory memory = CommandMemory.open(directory);
    for (int i = 0; i < 2_001; i++) {
      memory.remember("c" + i, CommandResult.ok());
    }
    assertThat(memory.find("c0")).isEmpty();
    assertThat(memory.find("c2000")).isPresent();
    CommandMemory.open(directory);
    assertThat(Files.readAllLines(directory.resolve("commands.log"))).hasSize(2_000);
  }

  @Test
  void a_directory_of_no_use_is_named() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> CommandMemory.open(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("data directory");
  }
}
