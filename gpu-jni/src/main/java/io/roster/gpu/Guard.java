/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a resource until its last use ends, however often and whenever it is closed: touching freed
 * memory would take the process down.
 */
public final class Guard {

  private static final int CLOSED = 1;
  private static final int USE = 2;

  private final AtomicInteger state = new AtomicInteger();
  private final String what;
  private final Runnable free;

  /**
   * @param what the resource in a word, for the failure of a late use
   * @param free runs once, after {@link #close} and the last use
   */
  public Guard(String what, Runnable free) {
    this.what = what;
    this.free = free;
  }

  /**
   * Begins a use, which {@link #release} ends.
   *
   * @throws GpuClosed if the resource is closed
   */
  public void acquire() {
    int present = state.get();
    while ((present & CLOSED) == 0) {
      if (state.compareAndSet(present, present + USE)) {
        return;
      }
      present = state.get();
    }
    throw new GpuClosed(what);
  }

  public void release() {
    if (state.addAndGet(-USE) == CLOSED) {
      free.run();
    }
  }

  /** Refuses further uses; repeatable. */
  public void close() {
    int present = state.get();
    while ((present & CLOSED) == 0) {
      if (state.compareAndSet(present, present | CLOSED)) {
        if (present == 0) {
          free.run();
        }
        return;
      }
      present = state.get();
    }
  }
}
