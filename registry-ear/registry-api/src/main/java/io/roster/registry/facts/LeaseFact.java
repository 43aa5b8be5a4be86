/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The lease of a shard's home.
 *
 * @param shardId unsigned
 * @param holderWorkerId the holder's worker; empty when it has none
 * @param timeLeft by the database's clock; zero when it has ended
 */
public record LeaseFact(
    long shardId,
    String holderDaemonId,
    Optional<String> holderWorkerId,
    long generation,
    Instant expiresAt,
    Duration timeLeft) {

  public boolean isHeld() {
    return !timeLeft.isZero();
  }
}
