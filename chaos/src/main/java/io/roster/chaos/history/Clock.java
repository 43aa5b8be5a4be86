/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Microseconds since 1970 that never jump. All parts run on one machine, so they can be compared
 * with the database's.
 */
@SuppressWarnings("TimeInStaticInitializer") // The moment is compared with the other clock at once.
public final class Clock {

  private static final long START_NANOS = System.nanoTime();
  private static final long START_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

  private Clock() {}

  public static long micros() {
    return START_MICROS + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - START_NANOS);
  }
}
