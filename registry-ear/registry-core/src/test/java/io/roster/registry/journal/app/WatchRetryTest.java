/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.WatchQuery;
import io.roster.registry.journal.WatchQuery.Beginning;
import io.roster.registry.journal.model.JournalReader;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.DatabaseAway;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches of a coordinator that loses its database. */
class WatchRetryTest {

  private final Journal journal = new Journal();
  private final ReadModel model = new ReadModel(List.of(), journal);
  private final JournalTail tail = new JournalTail(model, journal, new CoordinatorIdentity("c"));
  private final Watches watches =
      new Watches(
          tail,
          journal,
          (kinds, reader) -> {
            throw new DatabaseAway(new SQLException("away"));
          });
  private final Told told = new Told();

  @BeforeEach
  void start() {
    model.load();
    watches.start(TestCoordinator.threads());
  }

  @AfterEach
  void stop() {
    watches.stop();
  }

  @Test
  void what_is_older_than_memory_waits_for_the_database_and_comes_when_it_is_back() {
    journal.away = true;
    watch(new Beginning.After(0));
    await().until(() -> told.messages().equals(List.of("bookmark 0")) && journal.asked > 0);

    journal.away = false;

    await().until(() -> told.position() == 10);
    assertThat(told.failure()).isNull();
  }

  @Test
  void a_revision_that_may_be_unknown_is_judged_when_the_database_is_back() {
    journal.away = true;
    watch(new Beginning.After(11));
    await().until(() -> journal.asked > 0);
    assertThat(told.messages()).isEmpty();

    journal.newest = 11;
    journal.away = false;

    await().until(() -> told.position() == 11);
  }

  @Test
  void a_list_that_cannot_be_read_ends_the_watch_in_a_retryable_way() {
    watch(new Beginning.State());

    await().until(() -> told.failure() instanceof DatabaseAway);
    assertThat(watches.size()).isZero();
  }

  private void watch(Beginning beginning) {
    watches.watch(WatchQuery.everything(beginning), told).ready();
  }

  /** Ten entries, none of them in memory. */
  private static final class Journal implements JournalReader {

    private volatile boolean away;
    private volatile long newest = 10;
    private volatile int asked;

    private void ask() {
      if (away) {
        asked++;
        throw new DatabaseAway(new SQLException("away"));
      }
    }

    @Override
    public Bounds bounds() {
      ask();
      return new Bounds(1, newest, 0);
    }

    @Override
    public List<JournalEntry> after(long revision, int limit) {
      ask();
      return LongStream.rangeClosed(revision + 1, newest)
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
