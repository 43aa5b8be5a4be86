/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

import java.util.List;
import java.util.function.Consumer;

/** New journal entries as this coordinator learns of them, whichever coordinator wrote them. */
public interface JournalFeed {

  /** Ends a subscription; may be called twice. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Calls the listener with each batch of new entries, in order, on one thread of the feed. A
   * listener must be quick; a failing one is logged and kept.
   */
  Subscription subscribe(Consumer<List<JournalEntry>> listener);

  /** The newest entries, the newest first. */
  List<JournalEntry> latest(int limit);
}
