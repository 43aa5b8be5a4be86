/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Daemons that go on beating while a test does something else. A beat that fails is the last one.
 */
public final class Pulse implements AutoCloseable {

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> beats;

  public Pulse(Duration interval, Runnable beat) {
    beats = thread.scheduleAtFixedRate(beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether no beat has failed so far. */
  public boolean isSteady() {
    return !beats.isDone();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
