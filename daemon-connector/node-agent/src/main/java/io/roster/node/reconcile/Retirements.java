/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.metrics.AgentMetrics;
import jakarta.resource.ResourceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replicas that the registry does not want here any more, until they are gone. One that is
 * pinned or in use is tried again. For all threads.
 */
public final class Retirements {

  private static final Logger LOG = LoggerFactory.getLogger(Retirements.class);
  private static final Duration TELL_EVERY = Duration.ofSeconds(30);

  private final Retirement retirement;
  private final Executor workers;
  private final Clock clock;
  private final Map<ReplicaPlace, Instant> waiting = new ConcurrentHashMap<>();
  private final Set<ReplicaPlace> running = ConcurrentHashMap.newKeySet();

  public Retirements(Retirement retirement, Executor workers, Clock clock) {
    this.retirement = retirement;
    this.workers = workers;
    this.clock = clock;
  }

  void add(ReplicaPlace place) {
    if (waiting.putIfAbsent(place, Instant.MIN) == null) {
      LOG.info("replica_retires artifact={} memory={}", place.artifactId(), place.memory());
    }
    retry();
  }

  /** Begins with those that wait and that nobody is at. */
  void retry() {
    AgentMetrics.RETIRING.set(waiting.size());
    for (ReplicaPlace place : waiting.keySet()) {
      if (running.add(place)) {
        begin(place);
      }
    }
  }

  private void begin(ReplicaPlace place) {
    try {
      workers.execute(() -> work(place));
    } catch (RejectedExecutionException full) {
      running.remove(place);
    }
  }

  private void work(ReplicaPlace place) {
    try {
      Retirement.Result result = retirement.retire(place);
      if (result == Retirement.Result.GONE) {
        waiting.remove(place);
      } else {
        tell(place, result.name());
      }
    } catch (ResourceException e) {
      tell(place, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.remove(place);
    }
  }

  private void tell(ReplicaPlace place, String hindrance) {
    Instant now = clock.instant();
    Instant told = waiting.getOrDefault(place, now);
    if (told.equals(Instant.MIN) || told.plus(TELL_EVERY).isBefore(now)) {
      waiting.put(place, now);
      LOG.info(
          "replica_does_not_retire artifact={} memory={} hindrance=\"{}\"",
          place.artifactId(),
          place.memory(),
          hindrance);
    }
  }
}
