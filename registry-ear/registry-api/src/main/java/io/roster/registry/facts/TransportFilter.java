/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.platform.Names;
import java.util.Optional;
import java.util.Set;

/**
 * Which transports to list.
 *
 * @param conditions any of these; all when empty
 * @param artifactId of this artifact
 * @param workerId from or to this worker
 */
public record TransportFilter(
    Set<TransportCondition> conditions, Optional<String> artifactId, Optional<String> workerId) {

  public TransportFilter {
    conditions = Set.copyOf(conditions);
    artifactId.ifPresent(name -> Names.requireSound("artifact_id", name));
    workerId.ifPresent(name -> Names.requireSound("worker_id", name));
  }

  public static TransportFilter all() {
    return new TransportFilter(Set.of(), Optional.empty(), Optional.empty());
  }
}
