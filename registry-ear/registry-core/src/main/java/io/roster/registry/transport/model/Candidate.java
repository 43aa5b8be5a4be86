/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.replica.ReplicaView;
import java.util.Optional;

/**
 * A replica that may become a source, as memory knows it.
 *
 * @param obstacle why not, as far as memory can tell
 */
public record Candidate(ReplicaView replica, ReplicaLoad load, Optional<Obstacle> obstacle) {

  boolean isEligible() {
    return obstacle.isEmpty();
  }

  boolean isBusy() {
    return load.currentRequests() > 0;
  }
}
