/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How fast bytes may go out, all connections together. Each piece is given its moment behind those
 * before it; pieces are small, so that everybody gets a share.
 */
final class Bandwidth {

  private static final double NANOS_PER_SECOND = 1e9;

  private final OptionalLong bytesPerSecond;
  private final Nanos clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private long freeFrom;

  Bandwidth(OptionalLong bytesPerSecond, Nanos clock) {
    this.bytesPerSecond = bytesPerSecond;
    this.clock = clock;
    this.freeFrom = clock.now();
  }

  /** Waits until so many bytes may go; they may all go once it was stopped. */
  void await(long bytes) throws InterruptedException {
    if (bytesPerSecond.isEmpty()) {
      return;
    }
    long moment = reserve(bytes, bytesPerSecond.getAsLong());
    for (long wait = moment - clock.now(); wait > 0; wait = moment - clock.now()) {
      if (stopped.await(wait, TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }

  private synchronized long reserve(long bytes, long limit) {
    long now = clock.now();
    long moment = freeFrom - now > 0 ? freeFrom : now;
    freeFrom = moment + (long) (bytes * NANOS_PER_SECOND / limit);
    return moment;
  }

  /** Lets everybody go who waits. */
  void stop() {
    stopped.countDown();
  }
}
