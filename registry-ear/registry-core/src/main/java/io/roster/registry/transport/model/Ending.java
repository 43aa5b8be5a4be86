/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.transport.TransportOutcome;
import java.time.Instant;

/**
 * How and when a transport ended.
 *
 * @param detail for people, perhaps empty
 * @param at by the database's clock
 */
public record Ending(TransportOutcome outcome, String detail, Instant at) {}
