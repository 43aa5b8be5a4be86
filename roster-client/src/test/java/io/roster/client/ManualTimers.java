/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that passes when a test says so. */
final class ManualTimers implements Timers {

  private final List<Planned> planned = new ArrayList<>();
  private long now;

  private record Planned(long at, Runnable task) {}

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Alarm after(Duration delay, Runnable task) {
    Planned one = new Planned(now + delay.toNanos(), task);
    planned.add(one);
    return () -> {
      synchronized (this) {
        planned.remove(one);
      }
    };
  }

  /** Lets time pass, and does what comes due on the way. */
  void pass(Duration time) {
    long until = nanoTime() + time.toNanos();
    for (Optional<Runnable> due = due(until); due.isPresent(); due = due(until)) {
      due.get().run();
    }
    synchronized (this) {
      now = until;
    }
  }

  private synchronized Optional<Runnable> due(long until) {
    Optional<Planned> first =
        planned.stream().filter(p -> p.at() <= until).min(Comparator.comparingLong(Planned::at));
    first.ifPresent(
        one -> {
          planned.remove(one);
          now = Math.max(now, one.at());
        });
    return first.map(Planned::task);
  }

  @Override
  public synchronized void close() {
    planned.clear();
  }
}
