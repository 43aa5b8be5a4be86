/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's time, and one daemon thread that waits for it. */
final class SystemTimers implements Timers {

  private final ScheduledThreadPoolExecutor thread;

  SystemTimers() {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread daemon = new Thread(work, "roster-client");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    if (thread.isShutdown()) {
      return () -> {};
    }
    ScheduledFuture<?> planned = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> planned.cancel(false);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
