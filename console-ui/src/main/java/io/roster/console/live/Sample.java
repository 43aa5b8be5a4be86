/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import io.roster.registry.facts.Overview;
import io.roster.registry.facts.WorkerCondition;
import java.time.Instant;
import java.util.Map;

/** Some figures of the fleet at one moment, kept for drawing how they went. */
public record Sample(
    Instant at, long workers, long replicas, long transports, long waiting, long revision) {

  static Sample of(Overview overview, Instant at) {
    return new Sample(
        at,
        present(overview.workers()),
        overview.replicas().stream().mapToLong(copies -> copies.replicas()).sum(),
        overview.transportsActive(),
        overview.transportsWaiting(),
        overview.asOf().revision());
  }

  /** Those that went lately are no workers of the fleet any more. */
  private static long present(Map<WorkerCondition, Long> workers) {
    return workers.entrySet().stream()
        .filter(counted -> counted.getKey() != WorkerCondition.GONE)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
