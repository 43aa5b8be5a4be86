/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.command;

import io.grpc.Status.Code;
import io.roster.client.Backoff;
import io.roster.node.loop.Loop;
import io.roster.node.metrics.AgentMetrics;
import io.roster.node.registry.Membership;
import io.roster.node.registry.NodeIdentity;
import io.roster.node.registry.RegistryClient;
import io.roster.node.registry.RegistryFailure;
import io.roster.v1.AcknowledgeCommandRequest;
import io.roster.v1.Command;
import io.roster.v1.CommandOutcome;
import io.roster.v1.TakeCommandsRequest;
import io.roster.v1.TakeCommandsResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the operators' commands and says what became of each. One that is given again while it is
 * carried out, or after that, is acknowledged and not carried out again.
 */
public final class CommandLoop implements Loop.Steps {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration UNREGISTERED = Duration.ofSeconds(1);

  /** A registry that is not Roster has no such call; it may be replaced by one that has. */
  private static final Duration UNKNOWN_CALL = Duration.ofMinutes(5);

  private final NodeIdentity node;
  private final Membership membership;
  private final RegistryClient registry;
  private final CommandMemory memory;
  private final Verbs verbs;
  private final Executor workers;
  private final Backoff backoff;
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private boolean greeted;
  private int failures;

  public CommandLoop(
      NodeIdentity node,
      Membership membership,
      RegistryClient registry,
      CommandMemory memory,
      Verbs verbs,
      Executor workers,
      RandomGenerator random) {
    this.node = node;
    this.membership = membership;
    this.registry = registry;
    this.memory = memory;
    this.verbs = verbs;
    this.workers = workers;
    this.backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), random);
  }

  @Override
  public Duration step() {
    return membership.workerId().map(this::take).orElse(UNREGISTERED);
  }

  private Duration take(String worker) {
    TakeCommandsRequest request =
        TakeCommandsRequest.newBuilder()
            .setWorkerId(worker)
            .setDaemonId(node.daemonId())
            .setWaitMs((int) WAIT.toMillis())
            .setRestarted(!greeted)
            .build();
    try {
      TakeCommandsResponse answer =
          registry.ask(WAIT.plus(MARGIN), stubs -> stubs.commands().takeCommands(request));
      greeted = true;
      failures = 0;
      answer.getCommandsList().forEach(command -> begin(worker, command));
      return Duration.ZERO;
    } catch (RegistryFailure failure) {
      failures++;
      LOG.debug("commands_not_taken reason=\"{}\"", failure.getMessage());
      return failure.code() == Code.UNIMPLEMENTED ? UNKNOWN_CALL : backoff.after(failures);
    }
  }

  private void begin(String worker, Command command) {
    String id = command.getCommandId();
    Optional<CommandResult> known = memory.find(id);
    if (known.isPresent()) {
      acknowledge(worker, command, outcome(known.get()), known.get().detail());
      return;
    }
    acknowledge(worker, command, CommandOutcome.COMMAND_OUTCOME_ACCEPTED, "");
    if (!running.add(id)) {
      return;
    }
    try {
      workers.execute(() -> carryOut(worker, command));
    } catch (RejectedExecutionException full) {
      // It is given again, and there may be room then.
      running.remove(id);
    }
  }

  private void carryOut(String worker, Command command) {
    String id = command.getCommandId();
    try {
      LOG.info(
          "command_begins command={} kind={} target={}",
          id,
          command.getKind(),
          command.getTarget());
      CommandResult result = verbs.carryOut(command);
      memory.remember(id, result);
      AgentMetrics.COMMANDS
          .labelValues(command.getKind().name(), result.done() ? "done" : "failed")
          .inc();
      LOG.info("command_ends command={} done={} detail=\"{}\"", id, result.done(), result.detail());
      acknowledge(worker, command, outcome(result), result.detail());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) {
      LOG.error("command_fault code=ROS-4001 command={}", id, fault);
    } finally {
      running.remove(id);
    }
  }

  private static CommandOutcome outcome(CommandResult result) {
    return result.done()
        ? CommandOutcome.COMMAND_OUTCOME_DONE
        : CommandOutcome.COMMAND_OUTCOME_FAILED;
  }

  /** When nobody hears it, the command is given again, and acknowledged then. */
  private void acknowledge(String worker, Command command, CommandOutcome outcome, String detail) {
    AcknowledgeCommandRequest request =
        AcknowledgeCommandRequest.newBuilder()
            .setCommandId(command.getCommandId())
            .setWorkerId(worker)
            .setDaemonId(node.daemonId())
            .setOutcome(outcome)
            .setDetail(detail)
            .build();
    try {
      registry.ask(MARGIN, stubs -> stubs.commands().acknowledgeCommand(request));
    } catch (RegistryFailure failure) {
      LOG.info(
          "command_not_acknowledged command={} outcome={} reason=\"{}\"",
          command.getCommandId(),
          outcome,
          failure.getMessage());
    }
  }
}
