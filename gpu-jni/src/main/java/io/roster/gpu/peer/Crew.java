/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Threads that work on one thing and are waited for in its end. They come from whoever runs the
 * node; their names say what they do.
 */
final class Crew {

  private final ThreadFactory threads;
  private int working;

  Crew(ThreadFactory threads) {
    this.threads = threads;
  }

  void start(String name, Runnable work) {
    enter();
    boolean started = false;
    try {
      named(name, () -> doAndLeave(work)).start();
      started = true;
    } finally {
      if (!started) {
        leave();
      }
    }
  }

  private Thread named(String name, Runnable work) {
    Thread thread = threads.newThread(work);
    if (thread == null) {
      throw new IllegalStateException("The thread factory gives no threads any more");
    }
    thread.setName(name);
    return thread;
  }

  private void doAndLeave(Runnable work) {
    try {
      work.run();
    } finally {
      leave();
    }
  }

  /** The calling thread works too, until it leaves. */
  synchronized void enter() {
    working++;
  }

  synchronized void leave() {
    working--;
    notifyAll();
  }

  /** Waits until nobody works; false if that takes longer. */
  synchronized boolean awaitEnd(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (working > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /** The same for a thread that was interrupted; it still is afterwards. */
  boolean awaitEndEvenInterrupted(Duration limit) {
    boolean interrupted = Thread.interrupted();
    try {
      return awaitEnd(limit);
    } catch (InterruptedException again) {
      interrupted = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
