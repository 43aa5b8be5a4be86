/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How much may be compared at once. While it is, each entry lies in memory several times, so many
 * large inventories together would take the memory that everybody else needs.
 */
final class Bulk {

  private final int most;
  private final Duration patience;
  private final Semaphore free;

  /**
   * @param most entries at once; a larger inventory has all of it for itself
   * @param patience how long somebody waits for the others
   */
  Bulk(int most, Duration patience) {
    this.most = most;
    this.patience = patience;
    this.free = new Semaphore(most, true);
  }

  /** Runs the work when there is room for so many entries; empty when there was none in time. */
  <T> Optional<T> whenThereIsRoom(int entries, Supplier<T> work) {
    int taken = Math.min(entries, most);
    if (!acquire(taken)) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      free.release(taken);
    }
  }

  private boolean acquire(int entries) {
    try {
      return free.tryAcquire(entries, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
