/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile;

import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import java.time.Instant;
import java.util.Optional;

/**
 * A replica as its worker says it holds it.
 *
 * @param place an empty address and the port 0 are not said
 * @param memorySize unsigned; 0 is not said
 * @param export empty when nothing is said of it
 * @param registeredAt when the worker took it up, if it says so
 */
public record InventoryEntry(
    ReplicaPlace place,
    long memorySize,
    long maxConcurrency,
    boolean available,
    Optional<ReplicaExport> export,
    Optional<Instant> registeredAt) {}
