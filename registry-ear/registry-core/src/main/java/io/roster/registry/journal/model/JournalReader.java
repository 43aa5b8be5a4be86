/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import io.roster.registry.journal.JournalEntry;
import java.util.List;

/** Reads the committed journal. Each call throws {@code DatabaseAway} when it cannot. */
public interface JournalReader {

  /**
   * Where the journal begins and ends.
   *
   * @param firstKept what was below cannot be followed any more
   * @param newest the newest committed revision
   * @param restored the revision of the last restored backup; what was before it is another history
   */
  record Bounds(long firstKept, long newest, long restored) {}

  Bounds bounds();

  /** Entries after a revision, in order, without a gap; at most so many. */
  List<JournalEntry> after(long revision, int limit);

  /** The newest entries, the newest first. */
  List<JournalEntry> latest(int limit);
}
