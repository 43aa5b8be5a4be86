/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.model.JournalReader.Bounds;
import java.util.function.Predicate;

/** Reads everything that exists, as it was at one revision. */
public interface WholeState {

  /** Takes what is read. It may throw to end the reading. */
  interface Reader {

    /** Comes first: at which revision, its {@code newest}, everything that follows stands. */
    void begin(Bounds bounds, long epoch);

    void subject(SubjectState state);
  }

  /**
   * Reads the subjects of the wanted kinds, one after the other, since there may be millions. It
   * waits for the reader as long as the reader likes.
   *
   * @throws io.roster.registry.platform.DatabaseAway when the database does not answer (any more)
   */
  void read(Predicate<String> wantedKinds, Reader reader);
}
