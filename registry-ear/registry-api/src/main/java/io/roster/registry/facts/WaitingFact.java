/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.transport.TransportGroup;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that waits for a source.
 *
 * @param position its place among all that wait, from 1, by age
 * @param deadline until when it waits
 */
public record WaitingFact(
    String requestId,
    long position,
    String artifactId,
    String viewId,
    TransportEnd target,
    Optional<TransportGroup> group,
    WaitingReason reason,
    Instant createdAt,
    Instant deadline) {}
