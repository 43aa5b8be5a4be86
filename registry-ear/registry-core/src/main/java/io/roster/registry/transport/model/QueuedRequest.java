/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import java.time.Instant;

/**
 * A request that waits.
 *
 * @param since by the database's clock
 */
public record QueuedRequest(Ticket ticket, Instant since) {}
