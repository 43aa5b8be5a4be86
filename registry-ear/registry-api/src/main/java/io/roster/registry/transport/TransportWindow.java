/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

import java.time.Instant;

/**
 * Which transports are asked for: those that began from a moment to another, both included.
 *
 * @param limit how many at most, unsigned 32 bit; 0 leaves it to the registry
 */
public record TransportWindow(Instant from, Instant to, long limit) {}
