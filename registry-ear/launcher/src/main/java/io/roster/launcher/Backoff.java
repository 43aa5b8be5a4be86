/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.time.Duration;

/**
 * The pauses before something that has ended is started again: each twice the one before, so that
 * what cannot live costs little; short again for what had lived well.
 */
final class Backoff {

  static final Duration FIRST = Duration.ofSeconds(2);
  static final Duration LONGEST = Duration.ofSeconds(30);
  static final Duration LIVED_WELL = Duration.ofMinutes(1);

  private Duration next = FIRST;

  /** The pause after a life of this length. */
  Duration after(Duration life) {
    if (life.compareTo(LIVED_WELL) >= 0) {
      next = FIRST;
    }
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return pause;
  }
}
