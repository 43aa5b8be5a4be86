/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One leader in each epoch, and only it does what one alone may do. */
final class LeadershipCheck {

  private static final String PROMISE = "one leader in one epoch";
  private static final String TAKEN = "leadership.taken";
  private static final String SINGLETON = "system:";

  /** What any coordinator writes by itself, whoever leads. */
  private static final Set<String> OF_EACH =
      Set.of(
          "system:first-start",
          "system:flap-watch",
          "system:leader-lease",
          "system:shutdown",
          "system:transport-request");

  private LeadershipCheck() {}

  static List<Violation> broken(List<JournalEntry> before, List<JournalEntry> journal) {
    List<Violation> broken = new ArrayList<>();
    Map<Long, String> holders = new TreeMap<>();
    long epoch = 0;
    for (JournalEntry taken : before) {
      holders.put(taken.epoch(), taken.coordinator());
      epoch = Math.max(epoch, taken.epoch());
    }
    for (JournalEntry entry : journal) {
      if (entry.kind().equals(TAKEN)) {
        if (entry.epoch() <= epoch) {
          broken.add(new Violation(PROMISE, entry + " begins no epoch after " + epoch));
        }
        epoch = Math.max(epoch, entry.epoch());
        holders.put(entry.epoch(), entry.coordinator());
      } else if (isSingletons(entry) && !isLeaders(entry, epoch, holders)) {
        broken.add(
            new Violation(
                "a singleton acts under its epoch",
                entry + ", and epoch " + epoch + " is of " + holders.get(epoch)));
      }
    }
    return broken;
  }

  private static boolean isSingletons(JournalEntry entry) {
    return entry.actor().startsWith(SINGLETON) && !OF_EACH.contains(entry.actor());
  }

  private static boolean isLeaders(JournalEntry entry, long epoch, Map<Long, String> holders) {
    return entry.epoch() == epoch && entry.coordinator().equals(holders.get(epoch));
  }
}
