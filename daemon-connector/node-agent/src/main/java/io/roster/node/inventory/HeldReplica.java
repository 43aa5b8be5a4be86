/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.inventory;

import java.time.Instant;

/**
 * A replica that this node holds.
 *
 * @param inUse whether somebody reads it or fetches it at this moment
 */
public record HeldReplica(
    ReplicaPlace place,
    long sizeBytes,
    boolean pinned,
    boolean inUse,
    Instant loadedAt,
    Instant lastUsedAt) {

  public String artifactId() {
    return place.artifactId();
  }
}
