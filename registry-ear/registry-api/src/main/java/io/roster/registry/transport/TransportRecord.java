/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A transport as it is remembered.
 *
 * @param outcome empty while it is in progress
 * @param memorySize of its source, in bytes, unsigned
 */
public record TransportRecord(
    UUID transport,
    UUID replica,
    String artifactId,
    String requestId,
    String requesterWorkerId,
    Optional<TransportGroup> group,
    Optional<TransportOutcome> outcome,
    Instant createdAt,
    Optional<Instant> completedAt,
    long memorySize) {}
