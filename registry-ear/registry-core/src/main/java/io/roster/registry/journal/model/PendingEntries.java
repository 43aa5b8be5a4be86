/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import java.util.List;

/** The entries that the transaction of this thread has noted so far. */
public interface PendingEntries {

  /**
   * A transaction begins; what one noted that did not come to its end is forgotten.
   *
   * @param restored the last restore of a backup that its decisions know of
   */
  void begin(long restored);

  /**
   * Writes them into the journal, as the last thing before the commit.
   *
   * @throws StateReplaced when a backup was restored since it began
   */
  List<Change> write();

  /** A revision that is at least as new as whatever the transaction of this thread has seen. */
  long seen();
}
