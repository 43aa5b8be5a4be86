/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Watchers see every entry of the journal once, in order, and as the store holds it. */
final class WatchCheck {

  private static final String PROMISE = "watchers see everything once";

  private WatchCheck() {}

  static List<Violation> broken(List<JournalEntry> journal, List<WatchLog> watches) {
    Map<Long, JournalEntry> stored =
        journal.stream().collect(Collectors.toMap(JournalEntry::revision, Function.identity()));
    long last = journal.stream().mapToLong(JournalEntry::revision).max().orElse(0);
    List<Violation> broken = new ArrayList<>();
    for (WatchLog watch : watches) {
      String fault = fault(watch, stored, last);
      if (!fault.isEmpty()) {
        broken.add(new Violation(PROMISE, watch.watcher() + " " + fault));
      }
    }
    return broken;
  }

  private static String fault(WatchLog watch, Map<Long, JournalEntry> stored, long last) {
    if (watch.relists() > 0) {
      return "was told to begin anew";
    }
    long expected = watch.from() + 1;
    for (JournalEntry seen : watch.seen()) {
      if (seen.revision() != expected) {
        return "was given " + seen + " in place of revision " + expected;
      }
      if (!seen.equals(stored.get(expected))) {
        return "was given " + seen + ", and the store holds " + stored.get(expected);
      }
      expected++;
    }
    return expected <= last ? "was never given revision " + expected + " of " + last : "";
  }
}
