/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.stage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Everything that a run has begun. It is ended in the opposite order, once, whether the run comes
 * to its end or somebody stops it.
 */
public final class Lifetime implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Thread onSignal = new Thread(this::endAll, "bench-stop");
  private volatile boolean stopping;

  /** One that also ends when this process is asked to. */
  public static Lifetime endedOnSignal() {
    Lifetime lifetime = new Lifetime();
    Runtime.getRuntime().addShutdownHook(lifetime.onSignal);
    return lifetime;
  }

  /** Begins a part and takes charge of it, with no moment between in which nobody would end it. */
  public synchronized <T extends AutoCloseable> T keep(Supplier<T> begin) {
    if (stopping) {
      throw new IllegalStateException("stopped");
    }
    T part = begin.get();
    parts.push(part);
    return part;
  }

  /** Whether the end has begun. */
  public boolean isEnding() {
    return stopping;
  }

  // Every part must be ended, whatever became of the others.
  private synchronized void endAll() {
    stopping = true;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception failed) {
        System.err.println("bench: could not clean up: " + failed.getMessage());
      }
    }
  }

  @Override
  public void close() {
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException ignored) {
      // This process ends already, and that hook has nothing left to do.
    }
  }
}
