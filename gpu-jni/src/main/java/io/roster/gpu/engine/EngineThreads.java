/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads that digest while others copy. They end when there is nothing to do; what they do
 * not come to, the copying thread does itself.
 */
final class EngineThreads implements Executor, AutoCloseable {

  private static final int MOST = 4;
  private static final int WAITING = 64;

  private final AtomicInteger numbers = new AtomicInteger();
  private final ThreadFactory threads;
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          MOST, MOST, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), this::thread);

  EngineThreads(ThreadFactory threads) {
    this.threads = threads;
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /** Ends them after what they are at. */
  @Override
  public void close() {
    pool.shutdown();
    try {
      pool.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = threads.newThread(work);
    thread.setName("gpu-engine-" + numbers.incrementAndGet());
    return thread;
  }
}
