/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import io.roster.console.registry.Registry;
import io.roster.console.testing.SettableClock;
import java.time.Duration;

/** A feed that the test drives by hand. */
public final class HandFeed {

  private final SettableClock clock;
  private final LiveFeed feed;
  private boolean ticking;

  public HandFeed(Registry registry, SettableClock clock) {
    this.clock = clock;
    this.feed = new LiveFeed(registry, clock, this::start);
  }

  public LiveFeed feed() {
    return feed;
  }

  /** Lets time pass in steps of the feed's own ticks. */
  public void pass(Duration time) {
    Duration step = Duration.ofMillis(100);
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      clock.tick(step);
      if (ticking) {
        feed.tick();
      }
    }
  }

  public boolean isTicking() {
    return ticking;
  }

  private Ticker.Ticking start(Runnable task) {
    ticking = true;
    return () -> ticking = false;
  }
}
