/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalTrimmed;
import io.roster.registry.journal.WatchQuery;
import io.roster.registry.journal.WatchQuery.Beginning;
import io.roster.registry.journal.WatchService.Watch;
import io.roster.registry.journal.Watcher;
import io.roster.registry.journal.Watcher.RelistReason;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.RegistryException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A place in the journal, and somebody who is told what comes after it. Nothing is kept for the
 * watcher: entries are read when it is ready to take them, so one that never reads costs this
 * object and no more.
 *
 * <p>It works in turns, one at a time, on the threads of {@link WatchThreads}; waking it asks for a
 * turn. While the state is listed, the listing's thread alone talks to the watcher.
 */
final class RunningWatch implements Watch {

  private static final int BATCH = 256;

  /** After so many the thread is for others. */
  private static final int BATCHES_A_TURN = 8;

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private enum Phase {
    PREPARED,
    FOLLOWING,
    LISTING,
    OVER
  }

  private final WatchQuery query;
  private final Watcher watcher;
  private final Watches home;
  private final AtomicInteger wakes = new AtomicInteger();
  private final Patience patience;

  private volatile Phase phase = Phase.PREPARED;
  private volatile @Nullable RuntimeException ending;
  private volatile long toldNanos = System.nanoTime();
  private volatile boolean databaseAway;
  private volatile long retryNanos;
  private long cursor;

  RunningWatch(WatchQuery query, Watcher watcher, Watches home) {
    this.query = query;
    this.watcher = watcher;
    this.home = home;
    this.patience = new Patience(watcher::isReady);
  }

  @Override
  public void ready() {
    patience.look();
    wake();
  }

  @Override
  public void close() {
    phase = Phase.OVER;
    home.forget(this);
    patience.giveUp();
  }

  @Override
  public void end(RegistryException reason) {
    ending = reason;
    patience.giveUp();
    wake();
  }

  /** Asks for a turn; several wishes that come before it begins are one. */
  void wake() {
    if (wakes.getAndIncrement() == 0) {
      home.threads().follow(this::turn);
    }
  }

  /** Wakes it when it has to do something without news. */
  void tick(long nanos) {
    if (isBookmarkDue(nanos) || (databaseAway && nanos - retryNanos >= 0)) {
      wake();
    }
  }

  private void turn() {
    int answered = wakes.get();
    if (goOn() || wakes.addAndGet(-answered) != 0) {
      home.threads().follow(this::turn);
    }
  }

  /** Returns whether there is more to do at once. */
  private boolean goOn() {
    try {
      RuntimeException reason = ending;
      if (reason != null && phase != Phase.LISTING) {
        finish(reason);
      }
      return switch (phase) {
        case PREPARED -> begin();
        case FOLLOWING -> follow();
        case LISTING, OVER -> false;
      };
    } catch (DatabaseAway away) {
      // What is wanted is older than memory. It is still wanted when the database is back.
      retryNanos = System.nanoTime() + RETRY_NANOS;
      databaseAway = true;
      return false;
    } catch (RuntimeException failed) {
      finish(failed);
      return false;
    }
  }

  private boolean begin() {
    if (!mayGoOn()) {
      return false;
    }
    Beginning beginning = query.beginning();
    if (beginning instanceof Beginning.State) {
      list(RelistReason.ASKED);
      return false;
    }
    if (beginning instanceof Beginning.After after) {
      if (isUnknown(after.revision())) {
        list(RelistReason.UNKNOWN_REVISION);
        return false;
      }
      cursor = after.revision();
    } else {
      cursor = home.tail().revision();
    }
    enter(Phase.FOLLOWING);
    bookmark();
    return true;
  }

  /** A revision beyond all that is committed; on the wire it may have 64 bits. */
  private boolean isUnknown(long revision) {
    return revision < 0
        || (revision > home.tail().revision() && revision > home.reader().bounds().newest());
  }

  private boolean mayGoOn() {
    if (databaseAway && System.nanoTime() - retryNanos >= 0) {
      databaseAway = false;
    }
    return !databaseAway && phase != Phase.OVER && watcher.isReady();
  }

  private boolean follow() {
    for (int batch = 0; batch < BATCHES_A_TURN; batch++) {
      if (!mayGoOn()) {
        return false;
      }
      List<JournalEntry> entries;
      try {
        entries = home.tail().after(cursor, BATCH);
      } catch (JournalTrimmed trimmed) {
        list(
            home.reader().bounds().restored() > cursor
                ? RelistReason.RESTORED
                : RelistReason.TRIMMED);
        return false;
      }
      if (!tell(entries)) {
        return false;
      }
      bookmarkIfDue();
      if (entries.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the watcher took them all. */
  private boolean tell(List<JournalEntry> entries) {
    for (JournalEntry entry : entries) {
      if (query.wants(entry)) {
        if (phase == Phase.OVER || !watcher.isReady()) {
          return false;
        }
        watcher.event(entry);
        toldNanos = System.nanoTime();
      }
      cursor = entry.revision();
    }
    return true;
  }

  private void bookmarkIfDue() {
    if (isBookmarkDue(System.nanoTime()) && watcher.isReady()) {
      bookmark();
    }
  }

  private boolean isBookmarkDue(long nanos) {
    return nanos - toldNanos >= query.bookmarkInterval().toNanos();
  }

  private void bookmark() {
    watcher.bookmark(cursor, home.tail().position().epoch());
    toldNanos = System.nanoTime();
  }

  private void list(RelistReason reason) {
    enter(Phase.LISTING);
    home.threads().list(() -> tellState(reason));
  }

  private void tellState(RelistReason reason) {
    try {
      StateList list = new StateList(query, watcher, patience, reason);
      patience.begin();
      home.state().read(query::wantsKindOfSubject, list);
      list.finish();
      cursor = list.revision();
      toldNanos = System.nanoTime();
      enter(Phase.FOLLOWING);
      wake();
    } catch (Patience.GivenUp ended) {
      RuntimeException why = ending;
      finish(why == null ? ended : why);
    } catch (RuntimeException failed) {
      finish(failed);
    }
  }

  /** What is over stays over. */
  private synchronized void enter(Phase next) {
    if (phase != Phase.OVER) {
      phase = next;
    }
  }

  private void finish(RuntimeException reason) {
    boolean told;
    synchronized (this) {
      told = phase == Phase.OVER;
      phase = Phase.OVER;
    }
    home.forget(this);
    if (!told) {
      watcher.failed(reason);
    }
  }
}
