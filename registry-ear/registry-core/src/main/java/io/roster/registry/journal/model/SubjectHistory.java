/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import java.util.Optional;
import java.util.Set;

/** What the journal tells of some subjects, asked in the caller's transaction. */
public interface SubjectHistory {

  /** An entry: its place and what happened. */
  record Happened(long revision, String kind) {}

  /** Whether everything after a revision can still be looked through in a moment. */
  boolean reaches(long revision);

  /** The first entry about one of the subjects after a revision. */
  Optional<Happened> firstAfter(long revision, Set<String> subjects);
}
