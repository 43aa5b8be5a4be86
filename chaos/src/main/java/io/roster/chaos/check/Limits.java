/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import java.time.Duration;

/**
 * The times that the site promises.
 *
 * @param timeout silence after which a worker may no longer be listed
 * @param grace what is added before it expires
 * @param onTime the longest pause between heartbeats of a worker that beats on time
 * @param late how late an expiry may be: the interval of the sweep, and what a slow machine needs
 */
public record Limits(Duration timeout, Duration grace, Duration onTime, Duration late) {

  long expiryMicros() {
    return timeout.plus(grace).toNanos() / 1_000;
  }

  long latestExpiryMicros() {
    return expiryMicros() + late.toNanos() / 1_000;
  }

  long onTimeMicros() {
    return onTime.toNanos() / 1_000;
  }
}
