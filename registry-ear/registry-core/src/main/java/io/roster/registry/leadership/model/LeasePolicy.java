/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.model;

import java.time.Duration;

/**
 * How long the leader's lease is.
 *
 * @param length a leader that is not heard for so long leads no more
 */
public record LeasePolicy(Duration length) {

  private static final int RENEWALS_PER_LEASE = 3;
  private static final int LOOKS_PER_RENEWAL = 4;

  /** How often it is renewed. */
  public Duration renewal() {
    return length.dividedBy(RENEWALS_PER_LEASE);
  }

  /** How often it is looked whether it is free, which costs less than a renewal. */
  public Duration look() {
    return renewal().dividedBy(LOOKS_PER_RENEWAL);
  }
}
