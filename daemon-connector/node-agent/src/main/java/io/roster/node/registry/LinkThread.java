/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@link RegistryLink} on a thread of its own, from start to stop; each may be repeated.
 */
public final class LinkThread {

  private static final Logger LOG = LoggerFactory.getLogger(LinkThread.class);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);
  private static final long STOP_WAIT_SECONDS = 10;

  private final RegistryLink link;
  private final ThreadFactory threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean started;
  private boolean stopping;
  private boolean ended;

  public LinkThread(RegistryLink link, ThreadFactory threads) {
    this.link = link;
    this.threads = threads;
  }

  public void start() {
    lock.lock();
    try {
      if (!started && !stopping) {
        started = true;
        threads.newThread(this::run).start();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread, which says goodbye to the registry; waits for that, but not for ever. */
  public void stop() {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
      long left = TimeUnit.SECONDS.toNanos(STOP_WAIT_SECONDS);
      while (started && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!waitUnlessStopping(step())) {
        // Each round is one step.
      }
    } finally {
      link.stop();
      lock.lock();
      try {
        ended = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private Duration step() {
    try {
      return link.step();
    } catch (RuntimeException fault) {
      // A node that stopped beating would be taken for dead, so the loop outlives a fault.
      LOG.error("heartbeat_fault code=ROS-4001", fault);
      return AFTER_A_FAULT;
    }
  }

  private boolean waitUnlessStopping(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!stopping && left > 0) {
        left = changed.awaitNanos(left);
      }
      return stopping;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
