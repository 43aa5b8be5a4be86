/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Copies of one size, one after another. They are few and long: each counts whole, with the time
 * that it says it took.
 */
public final class Copies implements Load {

  private final long bytes;
  private final Supplier<Duration> copy;

  public Copies(long bytes, Supplier<Duration> copy) {
    this.bytes = bytes;
    this.copy = copy;
  }

  /** The outcome counts bytes. */
  @Override
  public Outcome during(Duration time) {
    Duration took = Duration.ZERO;
    long copied = 0;
    do {
      took = took.plus(copy.get());
      copied += bytes;
    } while (took.compareTo(time) < 0);
    return new Outcome(copied, copied, 0, 0, 0, took, Latencies.NONE);
  }
}
