/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a heartbeat leaves to be written.
 *
 * @param receivedNanos when it came, by {@link System#nanoTime()}, so that its age can be told to
 *     the database, whose clock alone counts
 * @param receivedAt when it came, by the database's clock, for lists that are answered without the
 *     database
 * @param stateVersion the version that the daemon acknowledges, unsigned
 * @param syncWanted whether it was asked to reconcile in the answer
 */
public record Beat(
    long receivedNanos,
    Instant receivedAt,
    long poolAvailableBytes,
    boolean accepting,
    OptionalLong capabilityFlags,
    long stateVersion,
    boolean syncWanted) {

  /**
   * This beat after an earlier one: the newer wins, but capabilities that it does not name are
   * kept.
   */
  public Beat after(Beat earlier) {
    if (receivedNanos < earlier.receivedNanos) {
      return earlier;
    }
    return capabilityFlags.isPresent()
        ? this
        : new Beat(
            receivedNanos,
            receivedAt,
            poolAvailableBytes,
            accepting,
            earlier.capabilityFlags,
            stateVersion,
            syncWanted);
  }
}
