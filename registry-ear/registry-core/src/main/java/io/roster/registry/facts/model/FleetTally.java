/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.model;

import io.roster.registry.facts.WorkerCondition;
import java.util.Map;

/** The workers in figures. */
public record FleetTally(
    Map<WorkerCondition, Long> workers, long stale, long poolTotalBytes, long poolAvailableBytes) {

  public FleetTally {
    workers = Map.copyOf(workers);
  }
}
