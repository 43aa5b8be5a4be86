/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server process that a data directory names as its own. */
record Postmaster(ProcessHandle process) {

  /** The process of this cluster, if one lives. */
  static Optional<Postmaster> of(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
              .filter(ProcessHandle::isAlive)
              .filter(process -> worksIn(process, cluster))
              .map(Postmaster::new);
    } catch (IOException | NumberFormatException noneOrTorn) {
      return Optional.empty();
    }
  }

  /** Process ids are given out again; a server always works in its data directory. */
  private static boolean worksIn(ProcessHandle process, Path cluster) {
    try {
      return Files.isSameFile(Path.of("/proc", String.valueOf(process.pid()), "cwd"), cluster);
    } catch (IOException unreadable) {
      return false;
    }
  }

  long pid() {
    return process.pid();
  }
}
