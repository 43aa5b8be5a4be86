/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.page.Count;
import io.roster.registry.page.Moment;
import java.util.List;
import java.util.Map;

/**
 * The fleet in figures.
 *
 * @param replicas one entry for each type of memory
 * @param keys counted no further than {@link Count#MOST}
 * @param leases held now
 * @param commandsOpen what was asked for and is not finished
 */
public record Overview(
    Map<WorkerCondition, Long> workers,
    long workersStale,
    long poolTotalBytes,
    long poolAvailableBytes,
    long coordinators,
    LeaderFact leader,
    Count artifacts,
    List<Copies> replicas,
    long transportsActive,
    long transportsWaiting,
    Count keys,
    long leases,
    long commandsOpen,
    double databaseMillis,
    Moment asOf) {

  public Overview {
    workers = Map.copyOf(workers);
    replicas = List.copyOf(replicas);
  }
}
