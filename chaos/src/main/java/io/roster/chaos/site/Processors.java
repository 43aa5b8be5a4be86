/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who gets how much of the processors while a site is there. Many kernels share them out among
 * sessions first. Each of PostgreSQL's processes is a session and all else that is started from
 * here is one together, so that one coordinator's priority would count among coordinators alone,
 * and the database would wait for whole tenths of a second. As long as this is open, processes are
 * equals, where the system allows it.
 */
final class Processors implements AutoCloseable {

  private static final Path BY_SESSION = Path.of("/proc/sys/kernel/sched_autogroup_enabled");
  private static final String ON = "1";
  private static final String OFF = "0";
  private static final List<String> MODESTLY = List.of("chrt", "--idle", "0");

  private final Path bySession;
  private final boolean wasOn;

  private Processors(Path bySession, boolean wasOn) {
    this.bySession = bySession;
    this.wasOn = wasOn;
  }

  static Processors sharedByProcess() {
    return sharedByProcess(BY_SESSION);
  }

  /**
   * @param bySession the kernel's switch
   */
  static Processors sharedByProcess(Path bySession) {
    try {
      boolean on = Files.exists(bySession) && Files.readString(bySession).strip().equals(ON);
      if (on) {
        Files.writeString(bySession, OFF);
      }
      return new Processors(bySession, on);
    } catch (IOException notAllowed) {
      return new Processors(bySession, false);
    }
  }

  /** What to put in front of a command that is to have only what others leave of them. */
  static List<String> modestly() {
    return Commands.succeeds(
            Stream.concat(MODESTLY.stream(), Stream.of("true")).toArray(String[]::new))
        ? MODESTLY
        : List.of();
  }

  /** Lets processes that were started {@link #modestly} have as much of them as others. */
  static void endModesty(Collection<ProcessHandle> processes) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "for p; do chrt --all-tasks --other --pid 0 $p; done >/dev/null 2>&1",
                "chrt"));
    processes.forEach(each -> command.add(Long.toString(each.pid())));
    Commands.run(command);
  }

  /** Leaves the kernel's switch as it was found. */
  @Override
  public void close() {
    try {
      if (wasOn) {
        Files.writeString(bySession, ON);
      }
    } catch (IOException failed) {
      throw new SiteBroken(bySession + " stays at 0, and was at 1", failed);
    }
  }
}
