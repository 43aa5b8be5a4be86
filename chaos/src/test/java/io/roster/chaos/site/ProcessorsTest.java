/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorsTest {

  /** Where {@code /proc/PID/stat} tells how a process is scheduled, after its name. */
  private static final int POLICY = 38;

  private static final String AS_OTHERS = "0";
  private static final String IDLE = "5";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"0\n", "1\n", "0", "1"})
  void sessions_do_not_count_as_long_as_it_is_open(String before) throws IOException {
    Path bySession = Files.writeString(folder.resolve("switch"), before);

    try (Processors processors = Processors.sharedByProcess(bySession)) {
      assertThat(bySession).hasContent("0");
      assertThat(processors).isNotNull();
    }

    assertThat(bySession).hasContent(before.strip());
  }

  @Test
  void the_kernel_s_own_switch_is_turned_and_left_as_it_was() throws IOException {
    Path bySession = Path.of("/proc/sys/kernel/sched_autogroup_enabled");
    assumeThat(Files.isWritable(bySession)).as("root, and a kernel that has it").isTrue();
    String before = Files.readString(bySession);

    try (Processors processors = Processors.sharedByProcess()) {
      assertThat(Files.readString(bySession).strip()).isEqualTo("0");
      assertThat(processors).isNotNull();
    }

    assertThat(Files.readString(bySession)).isEqualTo(before);
  }

  @Test
  void a_kernel_that_knows_no_such_switch_is_left_alone() {
    Path bySession = folder.resolve("switch");

    Processors.sharedByProcess(bySession).close();

    assertThat(bySession).doesNotExist();
  }

  @Test
  void a_modest_process_gets_its_share_when_its_modesty_ends() throws IOException {
    List<String> command = new ArrayList<>(Processors.modestly());
    assumeThat(command).as("what the system allows").isNotEmpty();
    command.addAll(List.of("sh", "-c", "echo there; exec sleep 60"));
    Process process = new ProcessBuilder(command).start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("there");
      assertThat(policy(process)).isEqualTo(IDLE);

      Processors.endModesty(List.of(process.toHandle()));

      assertThat(policy(process)).isEqualTo(AS_OTHERS);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String policy(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[POLICY];
  }
}
