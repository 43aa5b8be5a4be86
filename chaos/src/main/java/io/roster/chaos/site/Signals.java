/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Stops processes between two instructions, and lets them go on. */
final class Signals {

  private Signals() {}

  static void pause(Collection<ProcessHandle> processes) {
    send("STOP", processes);
  }

  static void resume(Collection<ProcessHandle> processes) {
    send("CONT", processes);
  }

  /** What to put in front of a command that is to have only what others leave of the processors. */
  static List<String> modestly() {
    List<String> modestly = List.of("chrt", "--idle", "0");
    return Commands.succeeds(
            Stream.concat(modestly.stream(), Stream.of("true")).toArray(String[]::new))
        ? modestly
        : List.of();
  }

  /**
   * Lets processes that were started {@link #modestly} have as much of the processors as others.
   */
  static void endModesty(Collection<ProcessHandle> processes) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "for p; do chrt --all-tasks --other --pid 0 $p; done >/dev/null 2>&1",
                "chrt"));
    processes.forEach(each -> command.add(Long.toString(each.pid())));
    run(command);
  }

  private static void send(String signal, Collection<ProcessHandle> processes) {
    List<String> pids =
        processes.stream()
            .filter(ProcessHandle::isAlive)
            .map(each -> Long.toString(each.pid()))
            .toList();
    if (pids.isEmpty()) {
      return;
    }
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "kill -" + signal + " \"$@\" 2>/dev/null", "kill"));
    command.addAll(pids);
    run(command);
  }

  private static void run(List<String> command) {
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException failed) {
      throw new SiteBroken("cannot run sh", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SiteBroken("interrupted", interrupted);
    }
  }
}
