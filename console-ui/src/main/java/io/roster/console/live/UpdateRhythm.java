/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides when the next picture is due. Changes that come close together share one picture, so that
 * a tab is never updated more than twice a second; without changes a picture is made once a second,
 * which lets the heartbeat ages tick.
 */
final class UpdateRhythm {

  static final Duration BETWEEN_UPDATES = Duration.ofMillis(500);
  static final Duration WITHOUT_CHANGE = Duration.ofSeconds(1);

  private Instant last = Instant.MIN;
  private boolean changed;

  synchronized void change() {
    changed = true;
  }

  /** Whether a picture is due; if so, it counts as made. */
  synchronized boolean takeDue(Instant now) {
    Instant due =
        last.equals(Instant.MIN) ? now : last.plus(changed ? BETWEEN_UPDATES : WITHOUT_CHANGE);
    if (now.isBefore(due)) {
      return false;
    }
    last = now;
    changed = false;
    return true;
  }
}
