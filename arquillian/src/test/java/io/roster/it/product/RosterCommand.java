/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code roster} command as a user runs it, to its end. */
public final class RosterCommand {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** What it ended with, and all that it printed. */
  public record Result(int status, String output) {}

  private RosterCommand() {}

  public static Result run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Build.distribution().resolve("roster").toString());
    command.addAll(List.of(arguments));
    Command.Answer answer =
        Command.run(LIMIT, Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    return new Result(answer.status(), answer.output());
  }
}
