/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

import java.util.List;
import java.util.function.Consumer;

/** The journal as this coordinator learns of it, whichever coordinator wrote it. */
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

  /**
   * How far this coordinator has followed; to be asked for once and kept, since it stands for every
   * later moment.
   */
  JournalPosition position();

  /** The newest entries, the newest first. */
  List<JournalEntry> latest(int limit);

  /**
   * The entries after a revision, in order, without a gap, as far as this coordinator has followed;
   * at most so many.
   *
   * @throws JournalTrimmed when the retention has taken one of them
   * @throws io.roster.registry.platform.DatabaseAway when they are older than memory and the
   *     database does not answer
   */
  List<JournalEntry> after(long revision, int limit);
}
