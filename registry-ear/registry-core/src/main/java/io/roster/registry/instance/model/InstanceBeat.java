/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an instance's heartbeat leaves to be written.
 *
 * @param receivedNanos when it came, by {@link System#nanoTime()}, so that its age can be told to
 *     the database, whose clock alone counts
 * @param receivedAt when it came, by the database's clock, for lists that are answered without the
 *     database
 */
public record InstanceBeat(
    long receivedNanos,
    Instant receivedAt,
    Optional<String> workerId,
    OptionalLong capabilityFlags) {

  /** This beat after an earlier one: the newer wins, but what it does not name is kept. */
  public InstanceBeat after(InstanceBeat earlier) {
    if (receivedNanos < earlier.receivedNanos) {
      return earlier.after(this);
    }
    return new InstanceBeat(
        receivedNanos,
        receivedAt,
        workerId.or(earlier::workerId),
        capabilityFlags.isPresent() ? capabilityFlags : earlier.capabilityFlags);
  }
}
