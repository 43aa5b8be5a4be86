/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import io.roster.bench.report.MeasurementFailed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * A fixed number of callers, each of which acts again as soon as it has its answer. It runs on the
 * threads that bring the answers, since with a pool of its own it would measure itself.
 */
public final class ClosedLoop implements Load {

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);

  /** A caller that was shed comes back after a moment, as a client would. */
  static final Executor AFTER_A_MOMENT =
      CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS, Runnable::run);

  private final String name;
  private final Action action;
  private final int callers;

  public ClosedLoop(String name, Action action, int callers) {
    this.name = name;
    this.action = action;
    this.callers = callers;
  }

  @Override
  public Outcome during(Duration time) {
    Window window = new Window(time);
    IntStream.range(0, callers).forEach(window::act);
    window.awaitLast();
    return window.outcome();
  }

  private final class Window {

    private final LongAdder served = new LongAdder();
    private final LongAdder shed = new LongAdder();
    private final LatencyRecorder latencies = new LatencyRecorder();
    private final CountDownLatch busy = new CountDownLatch(callers);
    private final Duration time;
    private final long end;
    private volatile String failure = "";
    private volatile String refusal = "";

    Window(Duration time) {
      this.time = time;
      this.end = System.nanoTime() + time.toNanos();
    }

    void act(int caller) {
      long begun = System.nanoTime();
      action.begin(caller, answer -> ended(caller, begun, answer));
    }

    /** What is answered after the end counts for nothing, however late anybody looks. */
    private void ended(int caller, long begun, Answer answer) {
      long now = System.nanoTime();
      boolean over = now - end >= 0;
      if (!over) {
        count(now - begun, answer);
      }
      if (over || answer.verdict() == Answer.Verdict.FAILED) {
        busy.countDown();
      } else if (answer.verdict() == Answer.Verdict.SHED) {
        AFTER_A_MOMENT.execute(() -> act(caller));
      } else {
        act(caller);
      }
    }

    private void count(long nanos, Answer answer) {
      switch (answer.verdict()) {
        case SERVED -> {
          served.increment();
          latencies.record(nanos);
        }
        case SHED -> {
          shed.increment();
          refusal = answer.reason();
        }
        case FAILED -> failure = answer.reason();
      }
    }

    void awaitLast() {
      try {
        if (!busy.await(time.plus(LAST_ANSWERS).toNanos(), TimeUnit.NANOSECONDS)) {
          throw new MeasurementFailed(
              busy.getCount() + " calls of " + name + " were not answered.");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new MeasurementFailed(name + " was interrupted.", interrupted);
      }
    }

    /** A closed loop with failures measured something else: it has no figure. */
    Outcome outcome() {
      if (!failure.isEmpty()) {
        throw new MeasurementFailed("Calls of " + name + " failed: " + failure);
      }
      long good = served.sum();
      long refused = shed.sum();
      if (good == 0 && refused > 0) {
        throw new MeasurementFailed("No call of " + name + " was served: " + refusal);
      }
      return new Outcome(good + refused, good, refused, 0, 0, time, latencies.taken());
    }
  }
}
