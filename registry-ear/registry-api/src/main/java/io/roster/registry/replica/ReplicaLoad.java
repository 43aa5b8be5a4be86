/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import java.time.Instant;

/**
 * How busy a replica is.
 *
 * @param currentRequests transports that it serves now
 * @param lastAssignedAt when it was last chosen, by the database's clock; the epoch when never
 */
public record ReplicaLoad(long currentRequests, Instant lastAssignedAt) {

  /** It never served. */
  public static final ReplicaLoad IDLE = new ReplicaLoad(0, Instant.EPOCH);
}
