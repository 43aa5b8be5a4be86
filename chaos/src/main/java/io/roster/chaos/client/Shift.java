/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads on which clients act, each one thing after another, until the shift is over. */
final class Shift {

  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  /** How long somebody waits between two things. */
  interface Pace {
    long nextMillis();
  }

  void start(Actor actor, Pace pace) {
    run(
        actor.getClass().getSimpleName(),
        () -> {
          while (!over) {
            actor.step();
            pause(pace.nextMillis());
          }
        });
  }

  void run(String name, Runnable work) {
    Thread thread = new Thread(work, "chaos-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody begins anything any more. */
  void announceEnd() {
    over = true;
  }

  /** Returns when everybody has finished what was begun. */
  void end() {
    announceEnd();
    long limit = System.nanoTime() + END_LIMIT.toNanos();
    for (Thread thread : threads) {
      join(thread, limit);
    }
  }

  private static void join(Thread thread, long limit) {
    try {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime())));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
