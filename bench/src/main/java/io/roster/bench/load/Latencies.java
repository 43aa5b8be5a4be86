/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import org.HdrHistogram.Histogram;

/** Times of answering, with three significant digits. */
public final class Latencies {

  /** Longer ones count as this long. */
  static final long LONGEST_NANOS = 300_000_000_000L;

  static final int DIGITS = 3;

  /** Of nothing. */
  public static final Latencies NONE = new Latencies(new Histogram(LONGEST_NANOS, DIGITS));

  private final Histogram histogram;

  /** Takes over the histogram, which must not change any more. */
  Latencies(Histogram histogram) {
    this.histogram = histogram;
  }

  public double millisAt(double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }

  public double longestMillis() {
    return histogram.getMaxValue() / 1e6;
  }

  public long count() {
    return histogram.getTotalCount();
  }

  /** All of both. */
  public Latencies plus(Latencies other) {
    Histogram sum = histogram.copy();
    sum.add(other.histogram);
    return new Latencies(sum);
  }
}
