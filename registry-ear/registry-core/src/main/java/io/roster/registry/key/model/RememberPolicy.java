/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.model;

import io.roster.registry.key.KeyMapping;
import java.time.Duration;

/**
 * How long whoever resolved a key may go without asking again.
 *
 * @param alias for keys that are swapped; zero lets them ask each time
 */
public record RememberPolicy(Duration alias) {

  private static final long IMMUTABLE_SECONDS = 30;

  /** The most that the wire can say. */
  private static final long MOST_SECONDS = 0xffff_ffffL;

  /** Whole seconds, unsigned 32 bit. */
  public int seconds(KeyMapping mapping) {
    long seconds =
        switch (mapping.kind()) {
          case ALIAS -> roundedUp(alias);
          case IMMUTABLE -> mapping.ttlSeconds().orElse(IMMUTABLE_SECONDS);
        };
    return (int) Math.min(seconds, MOST_SECONDS);
  }

  private static long roundedUp(Duration time) {
    return time.plusNanos(999_999_999).toSeconds();
  }
}
