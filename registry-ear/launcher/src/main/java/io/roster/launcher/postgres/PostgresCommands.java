/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.postgres;

import io.roster.launcher.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's own programs. They refuse to run as root, so root runs them as nobody in a user
 * namespace.
 */
final class PostgresCommands {

  private final Path home;
  private final Path output;

  /**
   * @param home the folder that holds {@code bin}, {@code lib} and {@code share}
   * @param output where what they print is kept
   */
  PostgresCommands(Path home, Path output) {
    this.home = home;
    this.output = output;
  }

  /** The command line of one of the programs. */
  List<String> line(String program, String... arguments) {
    List<String> line = new ArrayList<>();
    if (ROOT) {
      line.addAll(List.of("unshare", "--user"));
    }
    line.add(home.resolve("bin").resolve(program).toString());
    line.addAll(List.of(arguments));
    return line;
  }

  /** Runs a program to its end. */
  boolean succeeds(Duration limit, List<String> line) {
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      throw new CannotStart("Cannot run " + line.get(0) + ": " + e.getMessage() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted while " + line.get(0) + " ran.", e);
    }
  }

  /** Root without user namespaces is the one case in which nothing helps. */
  void refuseHopelessRoot() {
    if (ROOT && !succeeds(Duration.ofSeconds(10), List.of("unshare", "--user", "true"))) {
      throw new CannotStart(
          "PostgreSQL does not run as root, and this system does not let root start it as somebody else"
              + " (unshare --user fails). Start Roster as an ordinary user, or give it a database with"
              + " --database.");
    }
  }

  /** The last lines of what the programs printed. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(output);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
}
