/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.loop;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one kind of step on a thread of its own, again and again, from start to stop; each may be
 * repeated. A step says how long to wait for the next one, and {@link #wake} ends that wait.
 */
public final class Loop {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);
  private static final Duration STOP_WAIT = Duration.ofSeconds(10);

  /** What a loop does. */
  public interface Steps {

    /** Does what is due now; the time until the next step. */
    Duration step();

    /** Called once, after the last step, on the loop's thread. */
    default void end() {}
  }

  private final String name;
  private final Steps steps;
  private final ThreadFactory threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean started;
  private boolean stopping;
  private boolean ended;
  private boolean woken;

  public Loop(String name, Steps steps, ThreadFactory threads) {
    this.name = name;
    this.steps = steps;
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

  /** The next step is due now. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the present step be the last one, without waiting for it. */
  public void quit() {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread; waits for that, but not for ever. */
  public void stop() {
    quit();
    lock.lock();
    try {
      long left = STOP_WAIT.toNanos();
      while (started && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (started && !ended) {
        LOG.warn("loop_does_not_end code=ROS-2220 loop={} waited={}", name, STOP_WAIT);
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
      finish();
    }
  }

  private void finish() {
    try {
      steps.end();
    } finally {
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
      return steps.step();
    } catch (RuntimeException | Error fault) {
      // A node that stopped beating would be taken for dead, so a loop outlives a fault.
      LOG.error("agent_fault code=ROS-4001 loop={}", name, fault);
      return AFTER_A_FAULT;
    }
  }

  private boolean waitUnlessStopping(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!stopping && !woken && left > 0) {
        left = changed.awaitNanos(left);
      }
      woken = false;
      return stopping;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
