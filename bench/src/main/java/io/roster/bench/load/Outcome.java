/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import java.time.Duration;

/**
 * What came of a load in one window of time.
 *
 * @param offered how many actions were due in it
 * @param served how many were answered well in it
 * @param shed how many of those offered were refused for now
 * @param failed how many of those offered failed
 * @param unanswered how many of those offered had no answer when the waiting ended
 * @param time how long it was
 * @param latencies of those offered
 */
public record Outcome(
    long offered,
    long served,
    long shed,
    long failed,
    long unanswered,
    Duration time,
    Latencies latencies) {

  static final Outcome NONE = new Outcome(0, 0, 0, 0, 0, Duration.ZERO, Latencies.NONE);

  public double servedPerSecond() {
    return perSecond(served);
  }

  public double offeredPerSecond() {
    return perSecond(offered);
  }

  private double perSecond(long count) {
    return count / (time.toNanos() / 1e9);
  }

  /** Both windows as one. */
  public Outcome plus(Outcome other) {
    return new Outcome(
        offered + other.offered,
        served + other.served,
        shed + other.shed,
        failed + other.failed,
        unanswered + other.unanswered,
        time.plus(other.time),
        latencies.plus(other.latencies));
  }
}
