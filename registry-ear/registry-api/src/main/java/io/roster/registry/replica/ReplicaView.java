/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import io.roster.registry.cluster.WorkerId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A replica as the registry knows it.
 *
 * @param memorySize in bytes, unsigned
 * @param maxConcurrency how many transports it serves at once
 * @param available whether its worker offers it
 */
public record ReplicaView(
    UUID id,
    ReplicaPlace place,
    WorkerId worker,
    long memorySize,
    long maxConcurrency,
    boolean available,
    ReplicaExport export,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> expiresAt) {

  public ReplicaView withAvailable(boolean now) {
    return now == available
        ? this
        : new ReplicaView(
            id,
            place,
            worker,
            memorySize,
            maxConcurrency,
            now,
            export,
            createdAt,
            updatedAt,
            expiresAt);
  }

  public ReplicaView withWorker(WorkerId successor) {
    return new ReplicaView(
        id,
        place,
        successor,
        memorySize,
        maxConcurrency,
        available,
        export,
        createdAt,
        updatedAt,
        expiresAt);
  }
}
