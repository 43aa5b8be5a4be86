/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import java.time.Instant;
import java.util.UUID;

/**
 * A transport in progress.
 *
 * @param since when it began, by the database's clock
 */
public record ActiveTransport(UUID id, Wanted wanted, UUID replica, Instant since) {}
