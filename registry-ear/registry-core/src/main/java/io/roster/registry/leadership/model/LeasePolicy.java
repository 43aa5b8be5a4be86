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

  /** How often it is renewed, or looked whether it is free. */
  public Duration renewal() {
    return length.dividedBy(RENEWALS_PER_LEASE);
  }
}
