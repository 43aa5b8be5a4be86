/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain.app;

import io.roster.registry.drain.DrainStatus;
import io.roster.registry.drain.DrainStatus.Phase;
import io.roster.registry.drain.OpenCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Which step a drain is at. Of those who begin, cancel and wait at once, each gets one answer. */
final class DrainProgress {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Phase phase = Phase.SERVING;
  private Instant since = Instant.now();
  private @Nullable Instant deadline;
  private int cut;
  private String reason = "";
  private String by = "";

  /** Returns whether it began now and had not before. */
  boolean begin(String why, String who) {
    return locked(
        () -> {
          if (phase != Phase.SERVING) {
            return false;
          }
          reason = why;
          by = who;
          cut = 0;
          enter(Phase.SETTLING);
          return true;
        });
  }

  /** Returns after this time, or at once with false when it was cancelled. */
  boolean settle(Duration time) {
    return locked(() -> !awaitEndOf(Phase.SETTLING, time));
  }

  /** Returns false when it was cancelled. */
  boolean finish(Duration limit) {
    return locked(
        () -> {
          if (phase != Phase.SETTLING) {
            return false;
          }
          enter(Phase.FINISHING);
          deadline = since.plus(limit);
          return true;
        });
  }

  void drained(int forced) {
    locked(
        () -> {
          cut = forced;
          enter(Phase.DRAINED);
          return true;
        });
  }

  /** Nothing came of it. */
  void serveAgain() {
    locked(this::reset);
  }

  private boolean reset() {
    reason = "";
    by = "";
    deadline = null;
    cut = 0;
    enter(Phase.SERVING);
    return true;
  }

  /** Returns the phase that it was in, which it leaves unless calls are being finished. */
  Optional<Phase> cancel() {
    lock.lock();
    try {
      Phase before = phase;
      if (before == Phase.SETTLING || before == Phase.DRAINED) {
        reset();
      }
      return before == Phase.SERVING ? Optional.empty() : Optional.of(before);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the end of a drain that somebody else began. */
  void awaitDrained(Duration limit) {
    locked(
        () -> {
          long left = limit.toNanos();
          while (phase != Phase.DRAINED && left > 0) {
            left = await(left);
          }
          return phase == Phase.DRAINED;
        });
  }

  String reason() {
    lock.lock();
    try {
      return reason;
    } finally {
      lock.unlock();
    }
  }

  DrainStatus status(String coordinator, boolean leads, OpenCalls open) {
    lock.lock();
    try {
      return new DrainStatus(
          coordinator, phase, since, leads, open, Optional.ofNullable(deadline), cut, reason, by);
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitEndOf(Phase current, Duration limit) {
    long left = limit.toNanos();
    while (phase == current && left > 0) {
      left = await(left);
    }
    return phase != current;
  }

  /** A process that is interrupted has no time to wait for anybody. */
  private long await(long nanos) {
    try {
      return changed.awaitNanos(nanos);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void enter(Phase next) {
    phase = next;
    since = Instant.now();
    changed.signalAll();
  }

  private boolean locked(BooleanSupplier step) {
    lock.lock();
    try {
      return step.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
