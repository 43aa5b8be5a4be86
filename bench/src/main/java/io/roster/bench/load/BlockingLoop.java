/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import io.roster.bench.report.MeasurementFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * As many threads as there are callers, each of which acts again when its last act has returned.
 */
public final class BlockingLoop implements Load {

  /** What one caller does, again and again. */
  @FunctionalInterface
  public interface Step {

    void act() throws Exception;
  }

  private final String name;
  private final List<? extends Step> callers;

  public BlockingLoop(String name, List<? extends Step> callers) {
    this.name = name;
    this.callers = List.copyOf(callers);
  }

  @Override
  public Outcome during(Duration time) {
    LatencyRecorder latencies = new LatencyRecorder();
    LongAdder served = new LongAdder();
    ExecutorService threads = Executors.newFixedThreadPool(callers.size());
    try {
      long end = System.nanoTime() + time.toNanos();
      List<Future<?>> running = new ArrayList<>();
      for (Step step : callers) {
        running.add(threads.submit(() -> repeat(step, end, served, latencies)));
      }
      for (Future<?> caller : running) {
        caller.get();
      }
      return new Outcome(served.sum(), served.sum(), 0, 0, 0, time, latencies.taken());
    } catch (ExecutionException failed) {
      throw new MeasurementFailed(
          name + " failed: " + failed.getCause(),
          failed.getCause() == null ? failed : failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MeasurementFailed(name + " was interrupted.", interrupted);
    } finally {
      threads.shutdownNow();
    }
  }

  /** As in a closed loop, what ends after the end counts for nothing. */
  private static boolean repeat(Step step, long end, LongAdder served, LatencyRecorder latencies)
      throws Exception {
    for (long begun = System.nanoTime(); begun - end < 0; begun = System.nanoTime()) {
      step.act();
      long now = System.nanoTime();
      if (now - end < 0) {
        served.increment();
        latencies.record(now - begun);
      }
    }
    return true;
  }
}
