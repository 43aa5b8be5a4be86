/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.JournalFeed.Subscription;
import io.roster.registry.journal.TooManyWatches;
import io.roster.registry.journal.WatchQuery;
import io.roster.registry.journal.WatchService;
import io.roster.registry.journal.Watcher;
import io.roster.registry.journal.model.JournalReader;
import io.roster.registry.journal.model.WholeState;
import io.roster.registry.platform.Background;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * All watches of this coordinator. Each finds its way by itself; here they are woken and counted.
 */
@ApplicationScoped
public class Watches implements WatchService {

  private static final int MOST = 1_000;
  private static final long TICK_MILLIS = 100;

  private final Set<RunningWatch> open = new HashSet<>();
  private final Background clock = new Background("watch-clock", TICK_MILLIS, this::tick);

  private JournalTail tail;
  private JournalReader reader;
  private WholeState state;
  private int most;
  private @Nullable WatchThreads threads;
  private @Nullable Subscription news;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public Watches() {}

  @Inject
  public Watches(JournalTail tail, JournalReader reader, WholeState state) {
    this(tail, reader, state, MOST);
  }

  public Watches(JournalTail tail, JournalReader reader, WholeState state, int most) {
    this.tail = tail;
    this.reader = reader;
    this.state = state;
    this.most = most;
  }

  public void start(ThreadFactory factory) {
    threads = new WatchThreads(factory);
    news = tail.subscribe(entries -> all().forEach(RunningWatch::wake));
    clock.start(factory);
  }

  /** Ends; may be repeated. */
  public void stop() {
    clock.stop();
    if (news != null) {
      news.close();
    }
    if (threads != null) {
      threads.stop();
    }
  }

  @Override
  public Watch watch(WatchQuery query, Watcher watcher) {
    RunningWatch watch = new RunningWatch(query, watcher, this);
    synchronized (open) {
      if (open.size() >= most) {
        throw new TooManyWatches(most);
      }
      open.add(watch);
    }
    return watch;
  }

  void forget(RunningWatch watch) {
    synchronized (open) {
      open.remove(watch);
    }
  }

  /** How many there are. */
  public int size() {
    synchronized (open) {
      return open.size();
    }
  }

  private List<RunningWatch> all() {
    synchronized (open) {
      return List.copyOf(open);
    }
  }

  private void tick() {
    long now = System.nanoTime();
    all().forEach(watch -> watch.tick(now));
  }

  JournalTail tail() {
    return tail;
  }

  JournalReader reader() {
    return reader;
  }

  WholeState state() {
    return state;
  }

  WatchThreads threads() {
    return Objects.requireNonNull(threads, "watches are started before anybody watches");
  }
}
