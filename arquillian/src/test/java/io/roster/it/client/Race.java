/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Threads that do the same thing at the same moment. */
public final class Race {

  private static final int LIMIT_SECONDS = 120;

  private Race() {}

  /** Runs a step once for each number below {@code runners}; returns what each of them got. */
  public static <T> List<T> of(int runners, IntFunction<T> step) {
    ExecutorService threads = Executors.newFixedThreadPool(runners);
    CyclicBarrier start = new CyclicBarrier(runners);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int runner = 0; runner < runners; runner++) {
        int number = runner;
        running.add(
            threads.submit(
                () -> {
                  await(start);
                  return step.apply(number);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get(LIMIT_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw new AssertionError("a runner failed: " + failed.getCause(), failed.getCause());
    } catch (TimeoutException stuck) {
      throw new AssertionError("a runner is not done after " + LIMIT_SECONDS + " s", stuck);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CyclicBarrier start) {
    try {
      start.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } catch (BrokenBarrierException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
