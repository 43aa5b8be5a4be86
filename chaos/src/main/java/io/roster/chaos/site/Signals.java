/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

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
    Commands.run(command);
  }
}
