/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that are counted while they run. */
final class CountedThreads implements ThreadFactory {

  private final AtomicInteger running = new AtomicInteger();

  @Override
  public Thread newThread(Runnable work) {
    running.incrementAndGet();
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } finally {
                running.decrementAndGet();
              }
            });
    thread.setDaemon(true);
    return thread;
  }

  int running() {
    return running.get();
  }
}
