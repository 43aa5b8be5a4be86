/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import java.util.List;

/** The entries that the transaction of this thread has noted so far. */
public interface PendingEntries {

  /** Forgets those of a transaction that did not come to its end. */
  void discard();

  /** Writes them into the journal, as the last thing before the commit. */
  List<Change> write();
}
