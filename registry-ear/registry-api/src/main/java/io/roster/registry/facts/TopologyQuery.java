/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import java.util.Optional;
import java.util.Set;

/**
 * Which part of the fleet to draw.
 *
 * @param conditions workers in any of these; all but the gone when empty
 * @param artifactId whose replicas to mark
 * @param group only the workers of this group, see {@link Topology.Group#name()}
 * @param most how many workers are drawn one by one; more are drawn as groups
 */
public record TopologyQuery(
    Set<WorkerCondition> conditions,
    Optional<String> artifactId,
    Optional<String> group,
    int most) {

  /** What a picture can bear. */
  public static final int MOST = 300;

  public TopologyQuery {
    conditions = Set.copyOf(conditions);
    artifactId.ifPresent(name -> Names.requireSound("artifact", name));
    group.ifPresent(name -> Names.requireSound("group", name));
    if (most < 1 || most > MOST) {
      throw new InvalidRequest("most", "must be from 1 to " + MOST);
    }
  }

  public static TopologyQuery whole() {
    return new TopologyQuery(Set.of(), Optional.empty(), Optional.empty(), MOST);
  }
}
