/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Several people who watch, each logged in on their own, on some views in turn. */
public final class Audience implements AutoCloseable {

  private static final int THREADS = 2;

  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, Audience::thread);
  private final List<Watcher> watchers = new ArrayList<>();

  private Audience() {}

  /**
   * Returns when all of them are live.
   *
   * @param console the address under which the views are
   */
  public static Audience gather(int people, URI console, List<String> views, String password) {
    Audience audience = new Audience();
    try {
      for (int i = 0; i < people; i++) {
        audience.watchers.add(
            Watcher.open(console, views.get(i % views.size()), password, audience.executor));
      }
      return audience;
    } catch (RuntimeException failed) {
      audience.close();
      throw failed;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchers");
    thread.setDaemon(true);
    return thread;
  }

  public int size() {
    return watchers.size();
  }

  /** How many of them see what is fresh. */
  public long live() {
    return watchers.stream().filter(Tab::isLive).count();
  }

  /** What went between all of them and the coordinator so far. */
  public Traffic traffic() {
    return watchers.stream().map(Tab::traffic).reduce(Traffic.NONE, Traffic::plus);
  }

  /** One of those who watch a view, by the place of the view in the list. */
  public Tab watching(int view) {
    return watchers.get(view);
  }

  /** They close their tabs. */
  @Override
  public void close() {
    watchers.forEach(Watcher::close);
    watchers.clear();
    executor.shutdown();
  }
}
