/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Inventory;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.registry.RegistryClient;
import io.roster.node.registry.RegistryFailure;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.WaitReplicaDrainRequest;
import io.roster.wire.globalstore.v1.WaitReplicaDrainResponse;
import jakarta.resource.ResourceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a replica up without cutting anybody off: no new transfer begins there, those under way
 * finish, then its memory is free. A replica that is pinned stays. For all threads.
 */
public final class Retirement {

  private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Inventory inventory;
  private final RegistryClient registry;
  private final SyncSchedule schedule;
  private final Exports exports;
  private final ReplicaIds replicaIds;
  private final Clock clock;
  private final Duration limit;

  /**
   * Makes it.
   *
   * @param limit how long the transfers under way may take to finish
   */
  public Retirement(
      Inventory inventory,
      RegistryClient registry,
      SyncSchedule schedule,
      Exports exports,
      ReplicaIds replicaIds,
      Clock clock,
      Duration limit) {
    this.inventory = inventory;
    this.registry = registry;
    this.schedule = schedule;
    this.exports = exports;
    this.replicaIds = replicaIds;
    this.clock = clock;
    this.limit = limit;
  }

  /** What became of it. */
  public enum Result {
    GONE,
    PINNED,
    IN_USE
  }

  /** Retires one. It is open to others again unless it is gone. */
  public Result retire(ReplicaPlace place) throws ResourceException, InterruptedException {
    Instant deadline = clock.instant().plus(limit);
    Optional<HeldReplica> held = inventory.find(place);
    if (held.isEmpty()) {
      return Result.GONE;
    }
    if (held.get().pinned()) {
      return Result.PINNED;
    }
    exports.drain(place);
    try {
      schedule.await(schedule.request("a replica retires"), left(deadline));
      awaitRemote(place, deadline);
      Result result = awaitLocal(place, deadline);
      if (result == Result.GONE) {
        inventory.unload(place);
        LOG.info("replica_retired artifact={} memory={}", place.artifactId(), place.memory());
      }
      return result;
    } finally {
      exports.endDrain(place);
      schedule.request("a replica has retired, or stays");
    }
  }

  /** Those whom the registry let fetch it. Without the registry, the local look has to do. */
  private void awaitRemote(ReplicaPlace place, Instant deadline) throws InterruptedException {
    Optional<String> id = replicaIds.find(place);
    if (id.isEmpty()) {
      return;
    }
    Duration left = left(deadline);
    WaitReplicaDrainRequest request =
        WaitReplicaDrainRequest.newBuilder()
            .setReplicaId(id.get())
            .setTimeoutMs((int) left.toMillis())
            .build();
    try {
      WaitReplicaDrainResponse answer =
          registry.ask(left.plus(MARGIN), stubs -> stubs.runtime().waitReplicaDrain(request));
      if (answer.getStatus() == Status.STATUS_TIMED_OUT) {
        LOG.info(
            "replica_not_drained artifact={} transfers={}",
            place.artifactId(),
            answer.getCurrentRequests());
      }
    } catch (RegistryFailure away) {
      LOG.info("replica_drain_unknown reason=\"{}\"", away.getMessage());
    }
  }

  private Result awaitLocal(ReplicaPlace place, Instant deadline)
      throws ResourceException, InterruptedException {
    while (true) {
      Optional<HeldReplica> held = inventory.find(place);
      if (held.map(HeldReplica::pinned).orElse(false)) {
        return Result.PINNED;
      }
      if (held.map(replica -> !replica.inUse()).orElse(true)) {
        return Result.GONE;
      }
      if (left(deadline).isZero()) {
        return Result.IN_USE;
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  private Duration left(Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
