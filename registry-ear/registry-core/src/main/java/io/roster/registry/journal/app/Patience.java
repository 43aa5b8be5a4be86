/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.WatchedTooSlowly;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Waits for a watcher to be ready, while a list keeps a transaction of the database open for it:
 * neither for long at a time nor for long in all.
 */
final class Patience {

  private static final Duration AT_A_TIME = Duration.ofSeconds(10);
  private static final Duration IN_ALL = Duration.ofMinutes(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final BooleanSupplier ready;
  private final Duration atATime;
  private final Duration inAll;
  private boolean givenUp;
  private long begunNanos;

  Patience(BooleanSupplier ready) {
    this(ready, AT_A_TIME, IN_ALL);
  }

  Patience(BooleanSupplier ready, Duration atATime, Duration inAll) {
    this.ready = ready;
    this.atATime = atATime;
    this.inAll = inAll;
  }

  /** Nobody waits for the answer any more. */
  static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivenUp() {
      super("the watch was closed", null, false, false);
    }
  }

  /** A list begins. */
  void begin() {
    begunNanos = System.nanoTime();
  }

  /** Whoever waits looks again. */
  void look() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void giveUp() {
    lock.lock();
    try {
      givenUp = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when the watcher is ready.
   *
   * @param revision for the message
   * @throws WatchedTooSlowly when it is not in time
   * @throws GivenUp when it is no use any more
   */
  void await(long revision) {
    lock.lock();
    try {
      long left = atATime.toNanos();
      while (!givenUp && !ready.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (givenUp) {
        throw new GivenUp();
      }
      if (left <= 0 || System.nanoTime() - begunNanos > inAll.toNanos()) {
        throw new WatchedTooSlowly(revision);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new GivenUp();
    } finally {
      lock.unlock();
    }
  }
}
