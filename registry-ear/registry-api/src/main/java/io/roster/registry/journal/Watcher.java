/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

/**
 * Is told what a watch finds. All but {@link #isReady} is called by one thread at a time, and only
 * while it is ready.
 */
public interface Watcher {

  /** Why the whole state is told. */
  enum RelistReason {
    ASKED,
    /** The retention took entries that the watcher was not told. */
    TRIMMED,
    /** A backup was restored: what the watcher was told is another history. */
    RESTORED,
    /** The revision to begin after was never written here. */
    UNKNOWN_REVISION
  }

  /** Whether it can take something without storing it. */
  boolean isReady();

  /** Something wanted happened. */
  void event(JournalEntry entry);

  /** Everything wanted up to this revision was told. */
  void bookmark(long revision, long epoch);

  /**
   * What was told is void; the whole state follows.
   *
   * @param firstKept entries below are gone
   * @param revision at which the state stands that follows
   */
  void relist(RelistReason reason, long firstKept, long revision);

  /** A wanted subject that exists. */
  void state(SubjectState state);

  /** The state is told; events after its revision follow. */
  void listed(long revision, long epoch, long count);

  /** The watch is over; nothing follows. */
  void failed(RuntimeException failure);
}
