/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.launcher.fleet.ArtifactsCommand;
import io.roster.launcher.fleet.BackupCommand;
import io.roster.launcher.fleet.CallFailed;
import io.roster.launcher.fleet.CommandsCommand;
import io.roster.launcher.fleet.CompletionCommand;
import io.roster.launcher.fleet.CoordinatorsCommand;
import io.roster.launcher.fleet.DoctorCommand;
import io.roster.launcher.fleet.DrainCommand;
import io.roster.launcher.fleet.EventsCommand;
import io.roster.launcher.fleet.EvictCommand;
import io.roster.launcher.fleet.GetCommand;
import io.roster.launcher.fleet.HandOverCommand;
import io.roster.launcher.fleet.KeysCommand;
import io.roster.launcher.fleet.PrefetchCommand;
import io.roster.launcher.fleet.PutCommand;
import io.roster.launcher.fleet.ReplicasCommand;
import io.roster.launcher.fleet.RestoreCommand;
import io.roster.launcher.fleet.ResumeCommand;
import io.roster.launcher.fleet.ResyncCommand;
import io.roster.launcher.fleet.SettingsCommand;
import io.roster.launcher.fleet.StatusCommand;
import io.roster.launcher.fleet.TransportsCommand;
import io.roster.launcher.fleet.WorkerCommand;
import io.roster.launcher.fleet.WorkersCommand;
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
    subcommands = {
      UpCommand.class,
      NodeCommand.class,
      DemoCommand.class,
      PutCommand.class,
      GetCommand.class,
      StatusCommand.class,
      WorkersCommand.class,
      WorkerCommand.class,
      ReplicasCommand.class,
      ArtifactsCommand.class,
      KeysCommand.class,
      TransportsCommand.class,
      CoordinatorsCommand.class,
      SettingsCommand.class,
      CommandsCommand.class,
      EventsCommand.class,
      ResyncCommand.class,
      DrainCommand.class,
      ResumeCommand.class,
      EvictCommand.class,
      PrefetchCommand.class,
      HandOverCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      PrepareCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or stopped when asked",
      "1:failed; a sentence says why",
      "2:wrong usage",
      "3:asked for, but not done: it failed, expired or was cancelled",
      "4:not confirmed, so nothing was done"
    })
public final class Roster implements Runnable {

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Roster())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((problem, command, parsed) -> fail(problem))
        .setParameterExceptionHandler((problem, given) -> refuse(problem))
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(),
        "Say what to do: up, node, demo, put, get, status, workers or another; --help lists all.");
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
    if (problem instanceof CallFailed failed) {
      terminal.complain(failed.sentence());
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
