/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which watches work: a few for following, which rarely wait, and a few for lists,
 * each of which holds a connection to the database while it waits for its reader. A watch queues at
 * most one piece of work, so the queues are as bounded as the watches are.
 */
final class WatchThreads {

  private static final int FOLLOWING = 2;
  private static final int LISTING = 4;
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor following;
  private final ThreadPoolExecutor listing;

  WatchThreads(ThreadFactory threads) {
    following = pool(FOLLOWING, "roster-watch", threads);
    listing = pool(LISTING, "roster-list", threads);
  }

  private static ThreadPoolExecutor pool(int size, String name, ThreadFactory threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = threads.newThread(work);
              thread.setName(name);
              return thread;
            },
            // Refused only after the stop, when nobody is left to be told anything.
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  void follow(Runnable turn) {
    following.execute(turn);
  }

  void list(Runnable list) {
    listing.execute(list);
  }

  void stop() {
    following.shutdownNow();
    listing.shutdownNow();
  }
}
