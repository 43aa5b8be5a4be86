/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import io.grpc.Status.Code;
import io.roster.client.Backoff;
import io.roster.node.inventory.Inventory;
import io.roster.node.loop.Loop;
import io.roster.node.metrics.AgentMetrics;
import io.roster.node.registry.Membership;
import io.roster.node.registry.NodeIdentity;
import io.roster.node.registry.RegistryClient;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.registry.Standing;
import io.roster.wire.globalstore.v1.ReconcileRequestKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import jakarta.resource.ResourceException;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the registry to know what this node holds: one request at a time, each with a new picture
 * of the inventory, until both have the same checksum. For one thread.
 */
public final class Reconciler implements Loop.Steps {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final Duration LEAST_RETRY = Duration.ofMillis(100);

  /** Answers in a row that bring nothing on, before the node registers anew. */
  private static final int STALLED = 3;

  private final NodeIdentity node;
  private final Membership membership;
  private final RegistryClient registry;
  private final Inventory inventory;
  private final ReplicaEntries entries;
  private final StateChecksum checksum;
  private final SyncSchedule schedule;
  private final ReconcileAnswers answers;
  private final Runnable rejoin;
  private final Clock clock;
  private final Duration limit;
  private final Duration pause;
  private final Backoff whenAway;
  private final Backoff whenInConflict;
  private final Backoff whenFailed;
  private int failures;
  private int stalled;

  /**
   * Makes it.
   *
   * @param rejoin makes the node register anew
   * @param limit how long a request may take
   * @param pause how long to sleep when nothing is due
   */
  public Reconciler(
      NodeIdentity node,
      Membership membership,
      RegistryClient registry,
      Inventory inventory,
      ReplicaEntries entries,
      SyncSchedule schedule,
      ReconcileAnswers answers,
      Runnable rejoin,
      Clock clock,
      RandomGenerator random,
      Duration limit,
      Duration pause) {
    this.node = node;
    this.membership = membership;
    this.registry = registry;
    this.inventory = inventory;
    this.entries = entries;
    this.checksum = new StateChecksum(node);
    this.schedule = schedule;
    this.answers = answers;
    this.rejoin = rejoin;
    this.clock = clock;
    this.limit = limit;
    this.pause = pause;
    this.whenAway = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), random);
    this.whenInConflict = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3), random);
    this.whenFailed = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), random);
  }

  @Override
  public Duration step() {
    answers.maintain();
    return membership
        .standing()
        .filter(standing -> schedule.isDue() && !membership.renewalWanted())
        .map(this::reconcile)
        .orElse(pause);
  }

  private Duration reconcile(Standing standing) {
    long upTo = schedule.begin();
    long seq = standing.requestSeq() + 1;
    try {
      Snapshot snapshot = entries.snapshot(inventory.held(), clock.instant());
      ReconcileWorkerStateRequest request =
          ReconcileWorkerStateRequest.newBuilder()
              .setWorkerId(standing.workerId())
              .setDaemonId(node.daemonId())
              .setGeneration(standing.generation())
              .setRequestSeq(seq)
              .setRequestKind(ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT)
              .addAllInventory(snapshot.entries())
              .build();
      ReconcileWorkerStateResponse answer =
          registry.ask(limit, stubs -> stubs.runtime().reconcileWorkerState(request));
      failures = 0;
      return take(standing, seq, snapshot, answer, upTo);
    } catch (ResourceException e) {
      return failed(whenFailed, "the GPU daemon does not answer: " + e.getMessage());
    } catch (RegistryFailure e) {
      return failed(e);
    }
  }

  private Duration take(
      Standing asked, long seq, Snapshot snapshot, ReconcileWorkerStateResponse answer, long upTo) {
    long version = answer.getNewStateVersion();
    return switch (answer.getResultKind()) {
      case RECONCILE_RESULT_KIND_APPLIED, RECONCILE_RESULT_KIND_NOOP -> {
        answers.changes(snapshot, answer.getStateChangesList());
        yield agree(asked, seq, snapshot, answer, upTo);
      }
      case RECONCILE_RESULT_KIND_IGNORED_STALE -> {
        membership.answered(asked, seq, version);
        yield stalled("the registry has seen a later request", LEAST_RETRY);
      }
      case RECONCILE_RESULT_KIND_REBASE_REQUIRED -> {
        membership.answered(asked, seq, version);
        answers.expected(snapshot, answer.getExpectedReplicasList());
        LOG.info(
            "reconcile_rebase worker={} held={}", asked.workerId(), snapshot.replicas().size());
        rejoin.run();
        yield pause;
      }
      case RECONCILE_RESULT_KIND_RETRY_LATER -> {
        Duration wanted = Duration.ofMillis(answer.getRetryAfterMs());
        yield stalled(
            "the registry asks to try again later",
            wanted.compareTo(LEAST_RETRY) < 0 ? LEAST_RETRY : wanted);
      }
      default -> failed(whenFailed, "the registry answered " + answer.getResultKind());
    };
  }

  /**
   * The registry may answer for an earlier picture: when the answer to that was lost, this request
   * is a repetition for it. Only its checksum tells what it knows now.
   */
  private Duration agree(
      Standing asked, long seq, Snapshot snapshot, ReconcileWorkerStateResponse answer, long upTo) {
    stalled = 0;
    String ours = checksum.of(snapshot.replicas().keySet());
    if (!ours.equals(answer.getNewStateChecksum())) {
      membership.answered(asked, seq, answer.getNewStateVersion());
      failures++;
      Duration retry = whenInConflict.after(failures);
      LOG.debug(
          "reconcile_behind worker={} own={} registry={}",
          asked.workerId(),
          ours,
          answer.getNewStateChecksum());
      return retry;
    }
    membership.agreed(asked, seq, answer.getNewStateVersion(), clock.instant());
    answers.agreed(snapshot);
    schedule.agreed(upTo);
    AgentMetrics.SYNCS.inc();
    LOG.debug(
        "reconcile_agreed worker={} result={} replicas={} version={}",
        asked.workerId(),
        answer.getResultKind(),
        snapshot.replicas().size(),
        answer.getNewStateVersion());
    return schedule.isDue() ? Duration.ZERO : pause;
  }

  private Duration stalled(String reason, Duration retry) {
    stalled++;
    if (stalled < STALLED) {
      return retry;
    }
    stalled = 0;
    LOG.info("reconcile_stalled reason=\"{}\"; registering anew", reason);
    rejoin.run();
    return pause;
  }

  private Duration failed(RegistryFailure failure) {
    return switch (failure.kind()) {
      case CONNECTIVITY -> failed(whenAway, String.valueOf(failure.getMessage()));
      case CONFLICT -> failed(whenInConflict, String.valueOf(failure.getMessage()));
      case IDENTITY, REFUSED, OTHER -> {
        if (failure.code() == Code.NOT_FOUND) {
          rejoin.run();
        }
        yield failed(whenFailed, String.valueOf(failure.getMessage()));
      }
    };
  }

  private Duration failed(Backoff backoff, String reason) {
    AgentMetrics.SYNC_FAILURES.inc();
    failures++;
    if (failures == 1) {
      LOG.info("reconcile_failed reason=\"{}\"", reason);
    }
    return backoff.after(failures);
  }
}
