/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: twice as long each time up to a limit, and anything
 * from half to the whole of that, so that those who failed together do not return together.
 */
public final class Backoff {

  private static final int MOST_DOUBLINGS = 16;

  private final Duration first;
  private final Duration limit;
  private final RandomGenerator random;

  public Backoff(Duration first, Duration limit, RandomGenerator random) {
    this.first = first;
    this.limit = limit;
    this.random = random;
  }

  /**
   * The wait after failures in a row.
   *
   * @param failures how many, 1 or more
   */
  public Duration after(int failures) {
    long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long most = Math.min(doubled, limit.toMillis());
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }
}
