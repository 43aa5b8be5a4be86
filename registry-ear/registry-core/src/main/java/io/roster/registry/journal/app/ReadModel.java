/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.JournalReader;
import io.roster.registry.journal.model.JournalReader.Bounds;
import io.roster.registry.journal.model.Projection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This coordinator's memory of the committed state. It takes the changes in the order of their
 * revisions, without a gap: those committed here come at once, by {@link #committed}; those of
 * other coordinators are read from the journal, by {@link #read}. What is committed here while an
 * earlier change of another coordinator is not read yet waits for it.
 */
@ApplicationScoped
public class ReadModel {

  private static final Logger LOG = LoggerFactory.getLogger(ReadModel.class);
  private static final int BATCH = 1_000;
  private static final int MOST_RECENT = 4_096;

  /** How far this memory has come. Written by whoever follows, read by everybody. */
  static final class Shown {

    private volatile long revision;
    private volatile long epoch;
    private volatile long restored;

    long revision() {
      return revision;
    }

    long epoch() {
      return epoch;
    }
  }

  private final ReentrantLock following = new ReentrantLock();

  /** Committed here, before all that precedes them was seen. Guarded by {@link #following}. */
  private final NavigableMap<Long, Change> early = new TreeMap<>();

  private final RecentEntries recent = new RecentEntries(MOST_RECENT);

  /** Who waits for which revision. */
  private final RevisionWaiters waiting = new RevisionWaiters();

  private List<Projection> projections = List.of();
  private JournalReader reader;
  private boolean stale;
  private final Shown shown = new Shown();

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ReadModel() {}

  @Inject
  public ReadModel(Instance<Projection> projections, JournalReader reader) {
    this(projections.stream().toList(), reader);
  }

  public ReadModel(List<Projection> projections, JournalReader reader) {
    this.projections = List.copyOf(projections);
    this.reader = reader;
  }

  /** Loads the committed state. Nothing may be asked of the projections before. */
  public void load() {
    following.lock();
    try {
      reload();
      long loaded = reader.bounds().newest();
      // What was committed while the projections loaded is in some of them and not in others.
      while (shown.revision < loaded) {
        if (!take(reader.after(shown.revision, BATCH))) {
          // The retention took the next one meanwhile.
          reload();
        }
      }
    } finally {
      following.unlock();
    }
  }

  private void reload() {
    Bounds bounds = reader.bounds();
    projections.forEach(Projection::load);
    early.headMap(bounds.newest(), true).clear();
    recent.clear();
    stale = false;
    shown.restored = bounds.restored();
    shown.revision = bounds.newest();
  }

  /**
   * Takes changes that were committed here. Where {@link #revision()} is older than they are
   * afterwards, the journal must be read.
   */
  public void committed(List<Change> changes) {
    following.lock();
    try {
      for (Change change : changes) {
        if (change.revision() > shown.revision) {
          early.put(change.revision(), change);
        }
      }
      showEarly();
    } finally {
      following.unlock();
    }
  }

  /** Reads what others committed. */
  public void read() {
    Bounds bounds = reader.bounds();
    while (shown.revision < bounds.newest() || stale) {
      if (stale || shown.revision + 1 < bounds.firstKept()) {
        startOver(bounds);
      } else if (!readOn()) {
        // The retention took the next one after the bounds were asked for.
        bounds = reader.bounds();
      }
    }
  }

  /** Whether it led anywhere. */
  private boolean readOn() {
    List<JournalEntry> entries = reader.after(shown.revision, BATCH);
    following.lock();
    try {
      return take(entries);
    } finally {
      following.unlock();
    }
  }

  private void startOver(Bounds bounds) {
    if (bounds.restored() > shown.restored) {
      LOG.info(
          "read_model_reloads cause=\"a backup was restored\" revision={} restored={}",
          shown.revision,
          bounds.restored());
    } else {
      LOG.warn(
          "read_model_reloads code=ROS-1009 revision={} first_kept={}",
          shown.revision,
          bounds.firstKept());
    }
    following.lock();
    try {
      reload();
      waiting.reached(shown.revision);
    } finally {
      following.unlock();
    }
  }

  /** Whether it led anywhere. */
  private boolean take(List<JournalEntry> entries) {
    long before = shown.revision;
    for (JournalEntry entry : entries) {
      if (entry.revision() == shown.revision + 1) {
        Change own = early.remove(entry.revision());
        show(own == null ? Change.of(entry) : own);
      }
    }
    showEarly();
    return shown.revision > before;
  }

  private void showEarly() {
    Map.Entry<Long, Change> first = early.firstEntry();
    while (first != null && first.getKey() <= shown.revision + 1) {
      early.pollFirstEntry();
      if (first.getKey() == shown.revision + 1) {
        show(first.getValue());
      }
      first = early.firstEntry();
    }
    waiting.reached(shown.revision);
  }

  private void show(Change written) {
    Change change = written.read();
    for (Projection projection : projections) {
      try {
        projection.apply(change);
      } catch (RuntimeException failed) {
        // Half a change is worse than none: everything is read anew.
        stale = true;
        LOG.error(
            "change_not_understood code=ROS-4001 revision={} kind={} subject={}",
            change.revision(),
            change.kind(),
            change.subject(),
            failed);
      }
    }
    recent.add(change.entry());
    shown.epoch = Math.max(shown.epoch, change.entry().epoch());
    shown.revision = change.revision();
  }

  /** Tells of a leadership that no entry has told of yet. */
  public void heardOf(long newEpoch) {
    following.lock();
    try {
      shown.epoch = Math.max(shown.epoch, newEpoch);
    } finally {
      following.unlock();
    }
  }

  /** The same for every later moment; to look at it costs nothing, not even a proxy. */
  Shown shown() {
    return shown;
  }

  public long revision() {
    return shown.revision;
  }

  public long epoch() {
    return shown.epoch;
  }

  /** The last restore of a backup that memory shows. */
  long restored() {
    return shown.restored;
  }

  /**
   * Completes when this revision is shown; whoever gives up waiting completes it otherwise.
   *
   * @throws io.roster.registry.platform.Overloaded when too many wait already
   */
  public CompletableFuture<Long> reached(long wanted) {
    if (shown.revision >= wanted) {
      return CompletableFuture.completedFuture(shown.revision);
    }
    CompletableFuture<Long> future = waiting.add(wanted);
    // It may have come between the look and the registration.
    if (shown.revision >= wanted) {
      future.complete(shown.revision);
    }
    return future;
  }

  /** The entries after a revision that are still in memory; empty when an older one is missing. */
  Optional<List<JournalEntry>> recentAfter(long after, int limit) {
    return after >= shown.revision ? Optional.of(List.of()) : recent.after(after, limit);
  }
}
