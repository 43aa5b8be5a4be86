/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
public final class Await {

  private static final long POLL_MILLIS = 50;

  private Await() {}

  /** Returns whether it came true in time. */
  public static boolean comesTrue(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause(POLL_MILLIS);
    }
    return true;
  }

  public static void until(String what, Duration limit, BooleanSupplier condition) {
    if (!comesTrue(limit, condition)) {
      throw new SiteBroken("waited " + limit.toSeconds() + " s in vain for " + what);
    }
  }

  public static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SiteBroken("interrupted");
    }
  }
}
