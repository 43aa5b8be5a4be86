/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalFeed;
import io.roster.registry.journal.JournalPosition;
import io.roster.registry.journal.JournalTrimmed;
import io.roster.registry.journal.model.JournalReader;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.CoordinatorIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal on a thread of its own, and tells the subscribers on another, so that a slow
 * one holds nobody up but its like.
 *
 * <p>Because revisions appear in the order of their commits, reading on from the last one misses
 * nothing.
 */
@ApplicationScoped
public class JournalTail implements JournalFeed {

  private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);

  /** Short enough for a change to be everywhere within a tenth of a second. */
  private static final long PAUSE_MILLIS = 15;

  private static final int BATCH = 1_000;
  private static final int MOST_AT_ONCE = 1_000;

  private final CopyOnWriteArrayList<Consumer<List<JournalEntry>>> listeners =
      new CopyOnWriteArrayList<>();
  private final Background follower = new Background("journal-tail", PAUSE_MILLIS, this::follow);
  private final Background teller = new Background("journal-teller", 1_000, this::tellNews);

  /** Who waits for a look that begins after they came. */
  private final Set<CompletableFuture<Void>> catchingUp = ConcurrentHashMap.newKeySet();

  private ReadModel model;
  private JournalReader reader;
  private CoordinatorIdentity identity;
  private long told;
  private volatile long lookedNanos = System.nanoTime();

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public JournalTail() {}

  @Inject
  public JournalTail(ReadModel model, JournalReader reader, CoordinatorIdentity identity) {
    this.model = model;
    this.reader = reader;
    this.identity = identity;
  }

  /** Begins to follow after what the read model has loaded. */
  public void start(ThreadFactory threads) {
    told = model.revision();
    follower.start(threads);
    teller.start(threads);
  }

  /** Ends; may be repeated. */
  public void stop() {
    follower.stop();
    teller.stop();
  }

  /** Asks for a look at the journal now. */
  void nudge() {
    follower.nudge();
  }

  /**
   * Completes when memory shows whatever was committed before this call; whoever gives up waiting
   * completes it otherwise.
   */
  CompletableFuture<Void> caughtUp() {
    CompletableFuture<Void> future = new CompletableFuture<>();
    catchingUp.add(future);
    var unused = future.whenComplete((shown, late) -> catchingUp.remove(future));
    follower.nudge();
    return future;
  }

  /** Says that the read model has moved. */
  void moved() {
    if (!listeners.isEmpty()) {
      teller.nudge();
    }
  }

  private void follow() {
    long before = model.revision();
    long asked = System.nanoTime();
    List<CompletableFuture<Void>> askedBefore = List.copyOf(catchingUp);
    model.read();
    lookedNanos = asked;
    askedBefore.forEach(waiting -> waiting.complete(null));
    if (model.revision() != before) {
      moved();
    }
  }

  private void tellNews() {
    if (listeners.isEmpty()) {
      told = model.revision();
      return;
    }
    List<JournalEntry> entries = next();
    while (!entries.isEmpty()) {
      tell(entries);
      told = entries.get(entries.size() - 1).revision();
      entries = next();
    }
  }

  private List<JournalEntry> next() {
    try {
      return after(told, BATCH);
    } catch (JournalTrimmed trimmed) {
      LOG.warn("journal_listeners_skip code=ROS-1009 cause={}", trimmed.getMessage());
      // What is kept they are told, as far as that is news: the entry of a restore is the first.
      told = Math.max(trimmed.firstKept() - 1, model.revision() - BATCH);
      return after(told, BATCH);
    }
  }

  private void tell(List<JournalEntry> entries) {
    for (Consumer<List<JournalEntry>> listener : listeners) {
      try {
        listener.accept(entries);
      } catch (RuntimeException failed) {
        LOG.warn("journal_listener_failed code=ROS-2003 cause={}", failed.toString(), failed);
      }
    }
  }

  @Override
  public Subscription subscribe(Consumer<List<JournalEntry>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public List<JournalEntry> latest(int limit) {
    return reader.latest(Math.min(limit, MOST_AT_ONCE));
  }

  @Override
  public List<JournalEntry> after(long revision, int limit) {
    int most = Math.min(limit, MOST_AT_ONCE);
    return model.recentAfter(revision, most).orElseGet(() -> older(revision, most));
  }

  private List<JournalEntry> older(long after, int limit) {
    List<JournalEntry> entries = reader.after(after, limit);
    // Asked for after the entries: what was trimmed between the two questions shows here.
    long firstKept = reader.bounds().firstKept();
    if (after + 1 < firstKept) {
      throw new JournalTrimmed(after, firstKept);
    }
    return entries;
  }

  @Override
  public JournalPosition position() {
    return new Followed(model.shown(), identity.name());
  }

  public long revision() {
    return model.revision();
  }

  public CompletionStage<Long> reached(long wanted) {
    nudge();
    return model.reached(wanted);
  }

  /** Every answer tells it, so that it goes through no proxy, as the tail itself would. */
  private final class Followed implements JournalPosition {

    private final ReadModel.Shown shown;
    private final String coordinator;

    Followed(ReadModel.Shown shown, String coordinator) {
      this.shown = shown;
      this.coordinator = coordinator;
    }

    @Override
    public long revision() {
      return shown.revision();
    }

    @Override
    public Duration age() {
      return Duration.ofNanos(System.nanoTime() - lookedNanos);
    }

    @Override
    public long epoch() {
      return shown.epoch();
    }

    @Override
    public String coordinator() {
      return coordinator;
    }

    @Override
    public CompletionStage<Long> reached(long wanted) {
      return JournalTail.this.reached(wanted);
    }
  }
}
