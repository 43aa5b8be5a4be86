/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import io.roster.registry.journal.JournalEntry;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The newest journal entries, each once, in the order of their revisions. */
final class JournalWindow {

  static final int SIZE = 200;

  private final NavigableMap<Long, JournalEntry> byRevision =
      new TreeMap<>(Comparator.reverseOrder());

  synchronized void add(List<JournalEntry> entries) {
    for (JournalEntry entry : entries) {
      byRevision.put(entry.revision(), entry);
    }
    while (byRevision.size() > SIZE) {
      byRevision.pollLastEntry();
    }
  }

  synchronized List<JournalEntry> newestFirst() {
    return List.copyOf(byRevision.values());
  }
}
