/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/**
 * When a memory is made emptier, as shares of its capacity.
 *
 * <p>What would fill it beyond {@code high} first makes the least recently used go, down to {@code
 * low}; what is pinned or being read stays. Above {@code high} the pressure counts as high, until
 * it falls to {@code low}.
 *
 * @param eviction whether anything goes at all
 */
public record Watermarks(double high, double low, Eviction eviction) {

  public static final Watermarks USUAL = new Watermarks(0.90, 0.80, Eviction.LEAST_RECENTLY_USED);

  /** Whether room is made. */
  public enum Eviction {
    /** What does not fit is refused; nothing goes unasked. */
    REFUSE,
    LEAST_RECENTLY_USED
  }

  public Watermarks {
    if (!(low > 0 && low <= high && high <= 1)) {
      throw new IllegalArgumentException(
          "Watermarks want 0 < low <= high <= 1, they were low " + low + " and high " + high);
    }
  }

  public Watermarks with(Eviction other) {
    return new Watermarks(high, low, other);
  }
}
