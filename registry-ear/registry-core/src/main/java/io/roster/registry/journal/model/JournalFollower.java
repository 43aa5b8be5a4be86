/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

/** Whoever follows the journal in this coordinator. */
public interface JournalFollower {

  /** Says that something was committed here, so that it need not wait to be noticed. */
  void nudge();
}
