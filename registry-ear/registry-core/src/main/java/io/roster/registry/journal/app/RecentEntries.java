/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last entries of the journal, for those who follow closely. Each revision has its place by its
 * number, so that asking costs as much as the answer is long, however many ask.
 */
final class RecentEntries {

  private final @Nullable JournalEntry[] ring;
  private long oldest;
  private long newest;

  RecentEntries(int most) {
    ring = new JournalEntry[most];
  }

  /** Keeps the next one. */
  synchronized void add(JournalEntry entry) {
    long revision = entry.revision();
    if (newest + 1 != revision || oldest == 0) {
      oldest = revision;
    }
    newest = revision;
    ring[place(revision)] = entry;
    oldest = Math.max(oldest, newest - ring.length + 1);
  }

  /** Forgets all: what comes next does not follow them. */
  synchronized void clear() {
    oldest = 0;
    newest = 0;
  }

  /** Those after a revision, at most so many; empty when the first of them is not here. */
  synchronized Optional<List<JournalEntry>> after(long revision, int limit) {
    if (oldest == 0 || revision + 1 < oldest) {
      return Optional.empty();
    }
    List<JournalEntry> entries = new ArrayList<>();
    long last = Math.min(newest, revision + limit);
    for (long next = revision + 1; next <= last; next++) {
      entries.add(Objects.requireNonNull(ring[place(next)]));
    }
    return Optional.of(entries);
  }

  private int place(long revision) {
    return (int) (revision % ring.length);
  }
}
