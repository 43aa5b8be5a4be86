/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import io.roster.bench.report.MeasurementFailed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Does something to each of many items once, a few at a time: the preparation of a measurement. */
public final class Batch {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** After so many refusals and nothing served between them, nobody is there any more. */
  private static final int REFUSALS = 2_000;

  private final String name;
  private final Action action;
  private final int items;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final CountDownLatch done;
  private volatile String failure = "";

  private Batch(String name, Action action, int items) {
    this.name = name;
    this.action = action;
    this.items = items;
    this.done = new CountDownLatch(items);
  }

  /**
   * Acts on each item; what is shed is tried again.
   *
   * @return how long it took
   */
  public static Duration each(String name, Action action, int items, int atATime) {
    long begun = System.nanoTime();
    Batch batch = new Batch(name, action, items);
    IntStream.range(0, Math.min(items, atATime)).forEach(unused -> batch.actOnNext());
    batch.awaitDone();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void actOnNext() {
    int item = next.getAndIncrement();
    if (item < items) {
      actOn(item);
    }
  }

  private void actOn(int item) {
    action.begin(item, answer -> ended(item, answer));
  }

  private void ended(int item, Answer answer) {
    if (answer.verdict() == Answer.Verdict.FAILED || hopeless(answer)) {
      failure = answer.reason();
    }
    if (!failure.isEmpty()) {
      IntStream.range(0, items).forEach(unused -> done.countDown());
    } else if (answer.verdict() == Answer.Verdict.SHED) {
      ClosedLoop.AFTER_A_MOMENT.execute(() -> actOn(item));
    } else {
      done.countDown();
      actOnNext();
    }
  }

  private boolean hopeless(Answer answer) {
    if (answer.verdict() == Answer.Verdict.SERVED) {
      refusals.set(0);
      return false;
    }
    return refusals.incrementAndGet() > REFUSALS;
  }

  private void awaitDone() {
    try {
      if (!done.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new MeasurementFailed(
            name + ": " + done.getCount() + " of " + items + " were not done in time.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MeasurementFailed(name + " was interrupted.", interrupted);
    }
    if (!failure.isEmpty()) {
      throw new MeasurementFailed(name + " failed: " + failure);
    }
  }
}
