/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import java.util.List;

/**
 * What one watcher was given, in that order.
 *
 * @param from the revision after which it began
 * @param relists how often it was told to begin anew
 */
public record WatchLog(String watcher, long from, List<JournalEntry> seen, long relists) {

  public WatchLog {
    seen = List.copyOf(seen);
  }

  /** Without what was given after a revision. */
  public WatchLog upTo(long revision) {
    return new WatchLog(
        watcher, from, seen.stream().filter(each -> each.revision() <= revision).toList(), relists);
  }
}
