/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Looks into the Java of a server from outside. */
public final class JavaProcess {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final long pid;

  public JavaProcess(long pid) {
    this.pid = pid;
  }

  /** The names of its threads. */
  public List<String> threads() {
    return ask("Thread.print")
        .lines()
        .filter(line -> line.startsWith("\""))
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .toList();
  }

  /** How many objects of a class are alive, after a collection. */
  public long alive(String className) {
    return ask("GC.class_histogram")
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length >= 4 && columns[3].equals(className))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  private String ask(String command) {
    Command.Answer answer =
        Command.run(
            LIMIT,
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid),
                command));
    if (answer.status() != 0) {
      throw new IllegalStateException("jcmd " + command + ": " + answer.output());
    }
    return answer.output();
  }
}
