/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of work that one thread of its own repeats: after a pause, or at once when it is nudged.
 * A failing round is logged once when failing begins and once when it ends, and never stops the
 * next round: a coordinator that went on without one of its threads would look alive and not be.
 * Start and stop may be repeated.
 */
public final class Background {

  /** One round. */
  @FunctionalInterface
  public interface Round {
    void run() throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);
  private static final long STOP_MILLIS = 5_000;

  private final String name;
  private final long pauseMillis;
  private final Round round;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition nudged = lock.newCondition();
  private boolean nudge;
  private boolean stopping;
  private boolean failing;
  private @Nullable Thread thread;

  public Background(String name, long pauseMillis, Round round) {
    this.name = name;
    this.pauseMillis = pauseMillis;
    this.round = round;
  }

  /** Begins; does nothing when it runs already. */
  public void start(ThreadFactory threads) {
    lock.lock();
    try {
      if (thread != null) {
        return;
      }
      stopping = false;
      Thread started = threads.newThread(this::loop);
      started.setName("roster-" + name);
      started.setDaemon(true);
      thread = started;
      started.start();
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a round now. */
  public void nudge() {
    lock.lock();
    try {
      nudge = true;
      nudged.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends after the round under way; waits for it no longer than a few seconds. */
  public void stop() {
    Thread running;
    lock.lock();
    try {
      running = thread;
      thread = null;
      stopping = true;
      nudged.signal();
    } finally {
      lock.unlock();
    }
    if (running != null) {
      join(running);
    }
  }

  private void join(Thread running) {
    try {
      running.join(STOP_MILLIS);
      if (running.isAlive()) {
        LOG.warn("background_late name={} waited_ms={}", name, STOP_MILLIS);
        running.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    while (awaitTurn()) {
      try {
        round.run();
        if (failing) {
          failing = false;
          LOG.info("background_recovered name={}", name);
        }
      } catch (Exception failed) {
        if (!failing) {
          failing = true;
          LOG.warn("background_failing name={} cause={}", name, failed.toString());
          LOG.debug("background_failing name={}", name, failed);
        }
      } catch (Error fault) {
        // Want of memory or a class that cannot be loaded may pass; whatever it is, it must be
        // seen.
        failing = true;
        LOG.error("background_fault name={}", name, fault);
      }
    }
  }

  private boolean awaitTurn() {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
      while (!nudge && !stopping && left > 0) {
        left = nudged.awaitNanos(left);
      }
      nudge = false;
      return !stopping;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      if (!stopping) {
        LOG.warn("background_interrupted name={}", name);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }
}
