/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import java.time.Instant;
import java.util.UUID;

/**
 * What a transport is from its beginning on.
 *
 * @param since when it began, by the database's clock
 */
public record Assignment(UUID transport, Ticket ticket, Source source, Instant since) {}
