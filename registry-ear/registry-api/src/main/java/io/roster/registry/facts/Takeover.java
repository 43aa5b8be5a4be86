/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import java.time.Instant;

/**
 * A change of leadership.
 *
 * @param coordinator who took it or let go
 * @param reason why it let go; empty for who took it
 */
public record Takeover(
    long revision,
    Instant time,
    What what,
    long epoch,
    String coordinator,
    String actor,
    String reason) {

  /** What happened. */
  public enum What {
    TAKEN,
    RELEASED
  }
}
