/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Stops processes between two instructions, and lets them go on. */
final class Signals {

  private Signals() {}

  static void pause(Collection<ProcessHandle> processes) {
    send("STOP", processes);
  }

  static void resume(Collection<ProcessHandle> processes) {
    send("CONT", processes);
  }

  /**
   * Lets processes have what others leave of the processors, or as much as others; does nothing
   * where that is not allowed.
   */
  static void setNice(int nice, Collection<ProcessHandle> processes) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                // Each thread has a priority of its own.
                "n=$1; shift; for p; do renice -n $n -p $(ls /proc/$p/task); done >/dev/null 2>&1",
                "renice",
                Integer.toString(nice)));
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
