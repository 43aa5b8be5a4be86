/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessorsTest {

  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void theKernelSharesAmongSessions() {
    assumeTrue(Files.exists(Path.of("/proc/self/autogroup")), "one session is as good as another");
  }

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void shares_the_processors_as_a_session_of_its_own() throws IOException {
    Process one = start(Processors.share());
    Process other = start(Processors.share());

    assertThat(List.of(session(one), session(other)))
        .doesNotContain(Files.readString(Path.of("/proc/self/autogroup")))
        .doesNotHaveDuplicates()
        .allMatch(each -> each.endsWith("nice 0"));
  }

  @Test
  void leaves_them_to_others_until_it_is_told_otherwise() throws IOException {
    Processors processors = Processors.whatOthersLeave();
    assumeTrue(processors.isModest(), "the system does not allow it");
    Process process = start(processors);
    assertThat(session(process)).endsWith("nice 19");

    Processors.takeShare(List.of(process.toHandle()));

    assertThat(session(process)).endsWith("nice 0");
  }

  /** Returns once it is what it is to be: what is in front of it says nothing on its output. */
  private Process start(Processors processors) throws IOException {
    List<String> command = new ArrayList<>(processors.command());
    command.addAll(List.of("sh", "-c", "echo there; exec sleep 60"));
    Process process = new ProcessBuilder(command).start();
    processes.add(process);
    assertThat(process.inputReader().readLine()).isEqualTo("there");
    return process;
  }

  private static String session(Process process) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/autogroup")).strip();
  }
}
