/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import io.roster.bench.report.MeasurementFailed;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a moment of this process's clock. */
public final class Pause {

  private Pause() {}

  public static void of(Duration time) {
    until(System.nanoTime() + time.toNanos());
  }

  public static void until(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new MeasurementFailed("The measurement was interrupted.");
      }
    }
  }
}
