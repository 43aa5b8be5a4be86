/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.util.Durations;
import io.grpc.StatusRuntimeException;
import io.roster.client.RosterClient;
import io.roster.launcher.Terminal;
import io.roster.launcher.Version;
import io.roster.v1.Command;
import io.roster.v1.CommandKind;
import io.roster.v1.FleetServiceGrpc;
import io.roster.v1.ForeseeRequest;
import io.roster.v1.Foresight;
import io.roster.v1.GetCommandRequest;
import io.roster.v1.Intent;
import io.roster.v1.OperatorServiceGrpc;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks something of the fleet, and waits for what becomes of it. */
@picocli.CommandLine.Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
abstract class ActionCommand implements Callable<Integer> {

  static final int NOT_DONE = 3;
  private static final int LONGEST_SECONDS = 7 * 24 * 3600;
  private static final long LOOK_MILLIS = 250;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final RegistryOption registry = new RegistryOption();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; it stays in the journal.")
  private String reason = "";

  @Mixin private final Confirmation confirmation = new Confirmation();

  @Option(names = "--dry-run", description = "Tells what it would do, and does nothing.")
  private boolean isDryRun;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to try, to 7 days. Default: 600")
  private int seconds;

  @Option(
      names = "--no-wait",
      description = "Does not wait for what becomes of it: see it with roster commands.")
  private boolean isNotWaiting;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table for people; json or yaml: the command, when it is finished.")
  private OutputOption.Format format = OutputOption.Format.TABLE;

  /** Asks for it. */
  abstract Command issue(RosterClient client, OperatorServiceBlockingStub operator, Intent intent);

  /** Whom it is about, in the words of a command. */
  abstract ForeseeRequest question();

  /** What it would do that a person should know before; empty when it does no harm. */
  abstract Optional<String> consequence();

  static ForeseeRequest about(CommandKind kind, String target) {
    return ForeseeRequest.newBuilder().setKind(kind).setTarget(target).build();
  }

  @Override
  public Integer call() throws InterruptedException {
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--time-limit " + seconds + ": give seconds from 1 to " + LONGEST_SECONDS + ".");
    }
    Optional<String> consequence = isDryRun ? Optional.empty() : consequence();
    boolean asks = consequence.isPresent() && confirmation.isAsked();
    if (asks) {
      confirmation.requirePerson(consequence.get());
    }
    try (RosterClient client = registry.connect()) {
      if (isDryRun) {
        show(foreseen(client));
        return 0;
      }
      if (!asks) {
        return carryOut(client, 0);
      }
      Foresight seen = foreseen(client);
      Prospect.lines(seen).forEach(this::tell);
      return confirmation.isGiven(consequence.get())
          ? carryOut(client, seen.getAsOf().getRevision())
          : Confirmation.DECLINED;
    } catch (StatusRuntimeException e) {
      throw CallFailed.of(registry.called(), e);
    }
  }

  private Foresight foreseen(RosterClient client) {
    return FleetServiceGrpc.newBlockingStub(client.channel()).foresee(question());
  }

  private void show(Foresight seen) {
    switch (format) {
      case JSON -> Terminal.standard().say(Structured.json(seen));
      case YAML -> Terminal.standard().say(Structured.yaml(seen));
      case TABLE, WIDE -> {
        consequence().ifPresent(this::tell);
        Prospect.lines(seen).forEach(this::tell);
        tell("Nothing was done.");
      }
    }
  }

  /**
   * @param revision at which the person looked at it; 0 when nobody looked
   */
  private int carryOut(RosterClient client, long revision) throws InterruptedException {
    OperatorServiceBlockingStub operator = OperatorServiceGrpc.newBlockingStub(client.channel());
    Command command = issue(client, operator, intent(revision));
    tell("Command " + command.getCommandId());
    tell(Outcome.told(command));
    while (!isNotWaiting && Outcome.isOpen(command)) {
      Thread.sleep(LOOK_MILLIS);
      Command now =
          operator.getCommand(
              GetCommandRequest.newBuilder().setCommandId(command.getCommandId()).build());
      if (!Outcome.told(now).equals(Outcome.told(command))) {
        tell(Outcome.told(now));
      }
      command = now;
    }
    switch (format) {
      case JSON -> Terminal.standard().say(Structured.json(command));
      case YAML -> Terminal.standard().say(Structured.yaml(command));
      case TABLE, WIDE -> {
        // All was told as it came.
      }
    }
    return Outcome.isDone(command) || (isNotWaiting && Outcome.isOpen(command)) ? 0 : NOT_DONE;
  }

  private void tell(String line) {
    if (format == OutputOption.Format.TABLE || format == OutputOption.Format.WIDE) {
      Terminal.standard().say(Text.printable(line));
    }
  }

  private Intent intent(long revision) {
    return Intent.newBuilder()
        .setExpectedRevision(revision)
        .setReason(reason)
        .setIdempotencyKey(UUID.randomUUID().toString())
        .setTimeLimit(Durations.fromSeconds(seconds))
        .build();
  }
}
