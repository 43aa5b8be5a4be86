/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.model.JournalReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadModelTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final Journal journal = new Journal();
  private final ReadModel model = new ReadModel(List.of(), journal);

  @Test
  void entries_that_the_retention_takes_between_two_questions_make_it_read_the_state_anew() {
    model.load();
    journal.newest = 10;
    journal.trimmedAfterBounds = 6;

    assertTimeoutPreemptively(SOON, model::read);

    assertThat(model.revision()).isEqualTo(10);
  }

  @Test
  void the_same_while_it_loads_is_no_endless_loop() {
    journal.newestAfterFirstBounds = 10;
    journal.trimmedAfterBounds = 6;

    assertTimeoutPreemptively(SOON, model::load);

    assertThat(model.revision()).isEqualTo(10);
  }

  /** A journal that changes while it is read. */
  private static final class Journal implements JournalReader {

    private long firstKept = 1;
    private long newest;
    private long newestAfterFirstBounds;
    private long trimmedAfterBounds;

    @Override
    public Bounds bounds() {
      Bounds bounds = new Bounds(firstKept, newest, 0);
      newest = Math.max(newest, newestAfterFirstBounds);
      if (newest > bounds.firstKept() && bounds.newest() == newest) {
        firstKept = Math.max(firstKept, trimmedAfterBounds);
      }
      return bounds;
    }

    @Override
    public List<JournalEntry> after(long revision, int limit) {
      return LongStream.rangeClosed(Math.max(firstKept, revision + 1), newest)
          .mapToObj(
              one -> new JournalEntry(one, Instant.EPOCH, 1, "c", "a", "k.w", "s", "null", "null"))
          .toList();
    }

    @Override
    public List<JournalEntry> latest(int limit) {
      return List.of();
    }
  }
}
