/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.command;

import io.roster.node.inventory.Artifacts;
import io.roster.node.inventory.Inventory;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.inventory.Target;
import io.roster.node.reconcile.ReplicaIds;
import io.roster.node.reconcile.Retirement;
import io.roster.node.reconcile.SyncSchedule;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.transfer.FetchFailure;
import io.roster.node.transfer.Fetches;
import io.roster.v1.Command;
import jakarta.resource.ResourceException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** What each kind of command means here. For all threads. */
public final class Verbs {

  private static final Duration RESYNC_LIMIT = Duration.ofSeconds(60);

  private final SyncSchedule schedule;
  private final Inventory inventory;
  private final Artifacts artifacts;
  private final Retirement retirement;
  private final ReplicaIds replicaIds;
  private final Fetches fetches;
  private final AtomicBoolean draining;

  /**
   * Makes them.
   *
   * @param draining whether this node takes nothing new
   */
  public Verbs(
      SyncSchedule schedule,
      Inventory inventory,
      Artifacts artifacts,
      Retirement retirement,
      ReplicaIds replicaIds,
      Fetches fetches,
      AtomicBoolean draining) {
    this.schedule = schedule;
    this.inventory = inventory;
    this.artifacts = artifacts;
    this.retirement = retirement;
    this.replicaIds = replicaIds;
    this.fetches = fetches;
    this.draining = draining;
  }

  CommandResult carryOut(Command command) throws InterruptedException {
    try {
      return switch (command.getKind()) {
        case COMMAND_KIND_REQUEST_RESYNC -> resync();
        case COMMAND_KIND_DRAIN_WORKER -> drain(true);
        case COMMAND_KIND_RESUME_WORKER -> drain(false);
        case COMMAND_KIND_EVICT_REPLICA -> evict(command);
        case COMMAND_KIND_PREFETCH_ARTIFACT -> prefetch(command.getParametersMap());
        default ->
            CommandResult.failed("This node does not know commands of kind " + command.getKind());
      };
    } catch (ResourceException | FetchFailure | RegistryFailure e) {
      return CommandResult.failed(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return CommandResult.failed("The command cannot be understood: " + e.getMessage());
    }
  }

  private CommandResult resync() throws ResourceException, InterruptedException {
    return schedule.await(schedule.request("an operator asked for it"), RESYNC_LIMIT)
        ? CommandResult.ok("reconciled; replicas that both know: " + inventory.held().size())
        : CommandResult.failed(
            "Registry and node did not agree within " + RESYNC_LIMIT.toSeconds() + " seconds");
  }

  private CommandResult drain(boolean wanted) {
    draining.set(wanted);
    return CommandResult.ok();
  }

  private CommandResult evict(Command command) throws ResourceException, InterruptedException {
    Map<String, String> parameters = command.getParametersMap();
    ReplicaPlace place =
        new ReplicaPlace(
            required(parameters, "artifact_id"),
            Memory.valueOf(required(parameters, "memory_type")),
            Integer.parseInt(parameters.getOrDefault("device_id", "0")));
    if (inventory.find(place).isEmpty()) {
      schedule.request("a replica that is to be evicted is not here");
      return CommandResult.ok("it was not held any more");
    }
    replicaIds.learn(place, command.getTarget());
    return switch (retirement.retire(place)) {
      case GONE -> CommandResult.ok();
      case PINNED -> CommandResult.failed("The replica is pinned; unpin it at its node first");
      case IN_USE -> CommandResult.failed("The replica is still being read; try again later");
    };
  }

  private CommandResult prefetch(Map<String, String> parameters)
      throws FetchFailure, RegistryFailure, ResourceException, InterruptedException {
    String artifactId = required(parameters, "artifact_id");
    String memory = parameters.getOrDefault("memory_type", "");
    if (memory.isEmpty()) {
      fetches.bring(artifactId, Target.RAM);
      return CommandResult.ok();
    }
    Target target = new Target(Memory.valueOf(memory), OptionalInt.empty());
    Memory came = fetches.bring(artifactId, target).replica().place().memory();
    if (came != target.memory()) {
      artifacts.load(artifactId, target);
      schedule.request("a replica was loaded for an operator");
    }
    return CommandResult.ok();
  }

  private static String required(Map<String, String> parameters, String name) {
    String value = parameters.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException("it does not say " + name);
    }
    return value;
  }
}
