/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentEntriesTest {

  private final RecentEntries recent = new RecentEntries(4);

  @Test
  void it_gives_what_followed_a_revision_as_far_as_asked_for() {
    addUpTo(1, 4);

    assertThat(after(1, 2)).containsExactly(2L, 3L);
    assertThat(after(0, 10)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(after(4, 10)).isEmpty();
  }

  @Test
  void it_keeps_the_newest_and_says_when_an_older_one_is_missing() {
    addUpTo(1, 9);

    assertThat(after(5, 10)).containsExactly(6L, 7L, 8L, 9L);
    assertThat(recent.after(4, 10)).isEmpty();
  }

  @Test
  void what_does_not_follow_begins_anew() {
    addUpTo(1, 4);
    addUpTo(8, 9);

    assertThat(after(7, 10)).containsExactly(8L, 9L);
    assertThat(recent.after(4, 10)).isEmpty();
  }

  @Test
  void empty_it_knows_nothing() {
    addUpTo(1, 2);
    recent.clear();

    assertThat(recent.after(1, 10)).isEmpty();
  }

  private void addUpTo(long first, long last) {
    for (long revision = first; revision <= last; revision++) {
      recent.add(
          new JournalEntry(revision, Instant.EPOCH, 1, "c", "a", "k.w", "s", "null", "null"));
    }
  }

  private List<Long> after(long revision, int limit) {
    return recent.after(revision, limit).orElseThrow().stream()
        .map(JournalEntry::revision)
        .toList();
  }
}
