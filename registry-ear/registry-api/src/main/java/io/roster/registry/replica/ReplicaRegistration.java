/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.RequestKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a worker says of a copy that it holds.
 *
 * @param place where it lies; nobody else's copy lies there
 * @param worker who holds it; it need not be registered
 * @param memorySize in bytes, unsigned
 * @param maxConcurrency how many transports it may serve at once
 * @param export how it can be fetched; empty when nothing is said of it, so that what is known
 *     stays
 * @param expiresAt when the worker will drop it
 * @param artifact what is said of the artifact
 * @param request the caller's name for this request, which makes a repetition harmless
 */
public record ReplicaRegistration(
    ReplicaPlace place,
    WorkerId worker,
    long memorySize,
    long maxConcurrency,
    Optional<ReplicaExport> export,
    Optional<Instant> expiresAt,
    ArtifactClaim artifact,
    Optional<RequestKey> request) {}
