/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.util.Durations;
import io.grpc.StatusRuntimeException;
import io.roster.client.RosterClient;
import io.roster.launcher.Terminal;
import io.roster.launcher.Version;
import io.roster.v1.Command;
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

  /** What it would do that a person should know before; empty when it does no harm. */
  abstract Optional<String> consequence();

  @Override
  public Integer call() throws InterruptedException {
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--time-limit " + seconds + ": give seconds from 1 to " + LONGEST_SECONDS + ".");
    }
    Optional<String> consequence = consequence();
    if (consequence.isPresent() && !confirmation.isGiven(consequence.get())) {
      return Confirmation.DECLINED;
    }
    try (RosterClient client = registry.connect()) {
      return carryOut(client);
    } catch (StatusRuntimeException e) {
      throw CallFailed.of(registry.called(), e);
    }
  }

  private int carryOut(RosterClient client) throws InterruptedException {
    OperatorServiceBlockingStub operator = OperatorServiceGrpc.newBlockingStub(client.channel());
    Command command = issue(client, operator, intent());
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

  private Intent intent() {
    return Intent.newBuilder()
        .setReason(reason)
        .setIdempotencyKey(UUID.randomUUID().toString())
        .setTimeLimit(Durations.fromSeconds(seconds))
        .build();
  }
}
