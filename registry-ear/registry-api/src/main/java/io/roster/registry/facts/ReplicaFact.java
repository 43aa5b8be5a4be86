/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.ReplicaPlace;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A replica.
 *
 * @param memorySize in bytes, unsigned
 * @param serving how many transports it serves now
 * @param maxConcurrency how many it may serve at once
 */
public record ReplicaFact(
    UUID replica,
    ReplicaPlace place,
    WorkerId worker,
    long memorySize,
    ReplicaCondition condition,
    ExportState export,
    long serving,
    long maxConcurrency,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> expiresAt) {}
