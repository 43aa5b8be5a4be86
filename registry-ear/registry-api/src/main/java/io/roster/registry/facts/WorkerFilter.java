/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.platform.Names;
import java.util.Optional;
import java.util.Set;

/**
 * Which workers to list.
 *
 * @param text is part of the worker's id, daemon, node or address, whatever the case
 * @param conditions any of these; all but {@link WorkerCondition#GONE} when empty
 * @param syncs any of these; all when empty
 * @param nodeId on this host
 */
public record WorkerFilter(
    Optional<String> text,
    Set<WorkerCondition> conditions,
    Set<Sync> syncs,
    Optional<String> nodeId) {

  public WorkerFilter {
    text.ifPresent(part -> Names.requireSound("q", part));
    conditions = Set.copyOf(conditions);
    syncs = Set.copyOf(syncs);
    nodeId.ifPresent(name -> Names.requireSound("node_id", name));
  }

  /** All that are registered. */
  public static WorkerFilter all() {
    return new WorkerFilter(Optional.empty(), Set.of(), Set.of(), Optional.empty());
  }
}
