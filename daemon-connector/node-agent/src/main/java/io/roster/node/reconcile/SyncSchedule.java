/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants a reconcile, and who has got one. Any number of requests that come while none has begun
 * are one. For all threads.
 */
public final class SyncSchedule {

  private static final Logger LOG = LoggerFactory.getLogger(SyncSchedule.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition finished = lock.newCondition();
  private final Runnable wake;
  private final Runnable suppressed;
  private long requested;
  private long begun;
  private long agreed;

  /**
   * Makes one with nothing due.
   *
   * @param wake called when a reconcile is due
   * @param suppressed called when a request joins one that waits
   */
  public SyncSchedule(Runnable wake, Runnable suppressed) {
    this.wake = wake;
    this.suppressed = suppressed;
  }

  /** Asks for a reconcile that begins from now on; what to give to {@link #await}. */
  public long request(String reason) {
    long ticket;
    boolean joins;
    lock.lock();
    try {
      joins = requested > begun;
      requested = joins ? requested : requested + 1;
      ticket = requested;
    } finally {
      lock.unlock();
    }
    if (joins) {
      suppressed.run();
    } else {
      LOG.debug("reconcile_wanted reason=\"{}\"", reason);
    }
    wake.run();
    return ticket;
  }

  /** Waits until registry and node have agreed in a reconcile that was asked for; whether so. */
  public boolean await(long ticket, Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (agreed < ticket && left > 0) {
        left = finished.awaitNanos(left);
      }
      return agreed >= ticket;
    } finally {
      lock.unlock();
    }
  }

  boolean isDue() {
    lock.lock();
    try {
      return requested > agreed;
    } finally {
      lock.unlock();
    }
  }

  /** A reconcile takes its picture now; what to give to {@link #agreed}. */
  long begin() {
    lock.lock();
    try {
      begun = requested;
      return begun;
    } finally {
      lock.unlock();
    }
  }

  void agreed(long upTo) {
    lock.lock();
    try {
      agreed = Math.max(agreed, upTo);
      finished.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
