/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import io.roster.registry.journal.JournalEntry;
import java.util.List;

/** Reads the committed journal. Each call throws {@code DatabaseAway} when it cannot. */
public interface JournalReader {

  /**
   * Where the journal begins and ends.
   *
   * @param firstKept entries below were trimmed
   * @param newest the newest committed revision
   */
  record Bounds(long firstKept, long newest) {}

  Bounds bounds();

  /** Entries after a revision, in order, without a gap; at most so many. */
  List<JournalEntry> after(long revision, int limit);

  /** The newest entries, the newest first. */
  List<JournalEntry> latest(int limit);
}
