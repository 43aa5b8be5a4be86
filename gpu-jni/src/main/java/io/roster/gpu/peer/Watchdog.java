/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Cuts connections that are overdue. Sockets that block have no limit of time of their own for
 * writing, and only they can be handed to a file to be sent without a copy.
 */
final class Watchdog implements AutoCloseable {

  private static final Duration LONGEST_PERIOD = Duration.ofMillis(500);
  private static final int GLANCES_PER_LIMIT = 4;

  private final Nanos clock;
  private final Set<PeerConnection> watched = ConcurrentHashMap.newKeySet();
  private final Duration period;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** One that watches often enough for limits from {@code shortest} on. */
  Watchdog(Nanos clock, Duration shortest) {
    this.clock = clock;
    this.period = Collections.min(List.of(LONGEST_PERIOD, shortest.dividedBy(GLANCES_PER_LIMIT)));
  }

  Nanos clock() {
    return clock;
  }

  void watch(PeerConnection connection) {
    watched.add(connection);
  }

  void forget(PeerConnection connection) {
    watched.remove(connection);
  }

  /** Watches until it is closed; the work of one thread. */
  void run() {
    try {
      while (!stopped.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
        long now = clock.now();
        watched.forEach(connection -> connection.cutIfOverdue(now));
      }
    } catch (InterruptedException e) {
      // Whoever gave the thread wants it back; the node is about to stop.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
