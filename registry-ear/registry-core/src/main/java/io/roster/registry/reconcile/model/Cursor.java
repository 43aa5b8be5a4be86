/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.model;

import java.time.Instant;

/**
 * How far a worker is reconciled, as it is stored.
 *
 * @param daemonId whose worker it is
 * @param readAt by the database's clock
 */
public record Cursor(
    String daemonId,
    long generation,
    long requestSeq,
    long stateVersion,
    String stateChecksum,
    Instant readAt) {}
