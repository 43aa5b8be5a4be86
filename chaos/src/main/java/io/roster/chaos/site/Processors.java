/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a process and those that it starts get of the processors. Where the kernel shares them out
 * among sessions, each of PostgreSQL's processes is one, and all else that was started from here
 * would be one together: the priority of a coordinator would count among coordinators alone, and
 * the database would wait for the least of them. So each coordinator is a session of its own.
 *
 * @param command what to put in front of the process's own
 * @param isModest whether it gets only what others leave
 */
record Processors(List<String> command, boolean isModest) {

  private static final List<String> SESSION = List.of("setsid");

  /** A session's weight is the file's matter, a process's in its session is that of chrt. */
  private static final List<String> MODEST_SESSION =
      List.of(
          "setsid",
          "sh",
          "-c",
          "{ echo 19 > /proc/self/autogroup; } 2>/dev/null; exec chrt --idle 0 \"$@\"",
          "chrt");

  /** As much as any other has; what the system cannot do is left out. */
  static Processors share() {
    return works(SESSION) ? new Processors(SESSION, false) : new Processors(List.of(), false);
  }

  /** Only what others leave, until it is to {@link #takeShare}. */
  static Processors whatOthersLeave() {
    return works(MODEST_SESSION) ? new Processors(MODEST_SESSION, true) : share();
  }

  private static boolean works(List<String> before) {
    List<String> command = new ArrayList<>(before);
    command.add("true");
    return Commands.succeeds(command.toArray(String[]::new));
  }

  /** Gives processes that were content with {@link #whatOthersLeave} as much as others have. */
  static void takeShare(Collection<ProcessHandle> processes) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "for p; do chrt --all-tasks --other --pid 0 $p; echo 0 > /proc/$p/autogroup; done"
                    + " >/dev/null 2>&1",
                "chrt"));
    processes.forEach(each -> command.add(Long.toString(each.pid())));
    Commands.run(command);
  }
}
