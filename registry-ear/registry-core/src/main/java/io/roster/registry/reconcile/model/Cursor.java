/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.model;

/**
 * How far a worker is reconciled, as it is stored.
 *
 * @param daemonId whose worker it is
 */
public record Cursor(
    String daemonId, long generation, long requestSeq, long stateVersion, String stateChecksum) {}
