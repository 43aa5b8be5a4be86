/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code roster} command. */
@Command(
    name = "roster",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The registry of a GPU fleet.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {UpCommand.class, NodeCommand.class, DemoCommand.class, PrepareCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or stopped when asked",
      "1:failed; a sentence says why",
      "2:wrong usage"
    })
public final class Roster implements Runnable {

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Roster())
        .setExecutionExceptionHandler((problem, command, parsed) -> fail(problem))
        .setParameterExceptionHandler((problem, given) -> refuse(problem))
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(), "Say what to do: up, node or demo.");
  }

  private static int refuse(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    Terminal.standard().complain(String.valueOf(problem.getMessage()));
    command.getErr().println("Usage: " + command.getHelp().synopsis(7).strip());
    command
        .getErr()
        .println("Try " + command.getCommandSpec().qualifiedName() + " --help for more.");
    return 2;
  }

  private static int fail(Exception problem) {
    Terminal terminal = Terminal.standard();
    if (problem instanceof CannotStart refused) {
      terminal.complain(refused.sentence());
      return 1;
    }
    if (problem instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return 1;
    }
    terminal.complain(
        "Something unforeseen happened ("
            + problem.getClass().getSimpleName()
            + ": "
            + problem.getMessage()
            + "). "
            + kept(problem));
    return 1;
  }

  private static String kept(Exception problem) {
    try {
      Path file = Files.createTempFile("roster-", ".log");
      try (PrintWriter out =
          new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
        problem.printStackTrace(out);
      }
      return "The details are in " + file + ".";
    } catch (IOException unwritable) {
      return "The details could not be written to a temporary file.";
    }
  }
}
