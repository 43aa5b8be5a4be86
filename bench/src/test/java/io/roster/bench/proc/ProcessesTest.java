/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

  private static final String LINE =
      "4242 (%s) S 17 4242 4242 0 -1 4194560 5381 91 0 2 120 30 7 3 20 0 54 0 88 5e9 1 1\n";

  @TempDir private Path proc;

  @Test
  void a_line_tells_who_a_process_is_and_what_it_used() {
    assertThat(ProcessStat.parse(LINE.formatted("java")))
        .isEqualTo(new ProcessStat(4242, 17, 150, 10));
  }

  @Test
  void a_name_may_hold_spaces_and_parentheses() {
    assertThat(ProcessStat.parse(LINE.formatted("postgres: roster) S (1 2 3")))
        .isEqualTo(new ProcessStat(4242, 17, 150, 10));
  }

  @Test
  void another_line_is_refused() {
    assertThatThrownBy(() -> ProcessStat.parse("VmRSS: 12 kB"))
        .hasMessageContaining("no line of /proc/PID/stat");
  }

  @Test
  void processor_time_is_that_of_the_whole_tree_and_of_no_other() throws IOException {
    process(10, 1, 100, 0);
    process(11, 10, 20, 5);
    process(12, 11, 3, 0);
    process(13, 1, 9_999, 0);

    assertThat(new Processes(proc).processorTime(10)).isEqualTo(Duration.ofMillis(1_280));
  }

  @Test
  void the_time_of_a_child_that_ended_stays_with_its_parent() throws IOException {
    process(10, 1, 100, 0);
    process(11, 10, 40, 0);
    Duration before = new Processes(proc).processorTime(10);
    Files.delete(proc.resolve("11/stat"));
    Files.delete(proc.resolve("11"));
    process(10, 1, 100, 45);

    assertThat(new Processes(proc).processorTime(10).minus(before))
        .isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void a_process_that_is_gone_used_nothing_more() {
    assertThat(new Processes(proc).processorTime(99)).isZero();
  }

  @Test
  void single_values_are_found_among_others() {
    assertThat(ProcFields.residentBytes("Name:\tjava\nVmHWM:\t 900 kB\nVmRSS:\t  812 kB\n"))
        .isEqualTo(812 * 1024);
    assertThat(
            ProcFields.openFilesLimit(
                "Limit      Soft Limit  Hard Limit  Units\nMax open files    20000    40000   files\n"))
        .isEqualTo(20_000);
    assertThat(ProcFields.openFilesLimit("Max open files    unlimited   unlimited   files\n"))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(ProcFields.loadAverage("0.14 0.25 0.15 1/123 4567\n")).isEqualTo(0.14);
  }

  @Test
  void this_process_can_be_read() {
    Processes processes = Processes.ofThisMachine();
    long self = ProcessHandle.current().pid();

    assertThat(processes.processorTime(self)).isPositive();
    assertThat(processes.residentBytes(self)).isPositive();
    assertThat(processes.openFilesLimit()).isPositive();
    assertThat(processes.commandLine(self)).isNotEmpty();
  }

  private void process(long pid, long parent, long own, long reaped) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(
        folder.resolve("stat"),
        "%d (p) S %d 0 0 0 -1 0 0 0 0 0 %d 0 %d 0 20 0 1 0 0\n"
            .formatted(pid, parent, own, reaped));
  }
}
