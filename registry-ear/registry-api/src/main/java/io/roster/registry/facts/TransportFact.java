/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.transport.TransportGroup;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A transport.
 *
 * @param bytes of the source, unsigned
 * @param detail a sentence about its end; may be empty
 */
public record TransportFact(
    UUID transport,
    String requestId,
    String artifactId,
    String viewId,
    UUID replica,
    TransportEnd source,
    TransportEnd target,
    Optional<TransportGroup> group,
    long bytes,
    TransportCondition condition,
    String detail,
    Instant createdAt,
    Optional<Instant> endedAt) {}
