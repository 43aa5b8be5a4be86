/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

/**
 * When each of a stream's actions is due: at a constant rate from a start on.
 *
 * @param start the first one's moment
 * @param perSecond how many are due in a second
 */
record Schedule(long start, double perSecond) {

  Schedule {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("a rate of " + perSecond + " a second never comes due");
    }
  }

  /** Counted from the start, not from the one before: rounding never adds up. */
  long due(long number) {
    return start + Math.round(number * (1e9 / perSecond));
  }

  /** The same rate, begun by this part of an interval later. */
  Schedule shifted(double part) {
    return new Schedule(start + Math.round(part * 1e9 / perSecond), perSecond);
  }
}
