/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.page.Moment;
import io.roster.registry.page.PageToken;
import java.util.List;
import java.util.Optional;

/**
 * A part of the journal. A rare kind is not searched for in all of it at once: a page may hold few
 * entries, even none, and still have a next one.
 *
 * @param next where the next page begins; empty when the journal's end is reached
 * @param searchedTo the revision up to which it was looked at
 */
public record EventPage(
    List<JournalEntry> entries, Optional<PageToken> next, long searchedTo, Moment asOf) {

  public EventPage {
    entries = List.copyOf(entries);
  }
}
