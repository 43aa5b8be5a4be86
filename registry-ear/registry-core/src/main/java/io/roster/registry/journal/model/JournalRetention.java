/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import java.time.Duration;

/** Takes what is old out of the journal. */
public interface JournalRetention {

  /**
   * Removes the oldest entries, in the caller's transaction, and says in the journal's head where
   * it begins now.
   *
   * @param age entries older than this, by the database's clock, go
   * @param most how many at once
   * @return how many went
   */
  int trim(Duration age, int most);
}
