/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.TestDatabase;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JournalTest {

  private static final int WRITERS = 8;
  private static final int ENTRIES_EACH = 40;

  private final TestDatabase database = TestDatabase.clean();

  @Test
  void an_entry_is_read_back_as_it_was_written() throws SQLException {
    database.doInTransaction(
        entities -> {
          JpaJournal journal = new JpaJournal(entities, new CoordinatorIdentity("c1"));
          journal.append(
              Actor.daemon("d1"),
              "worker.registered",
              "w1",
              JsonValue.NULL,
              Json.createObjectBuilder().add("a", 1).build());
          journal.write();
        });

    JournalEntry entry = after(0).get(0);

    assertThat(entry.revision()).isEqualTo(1);
    assertThat(entry.actor()).isEqualTo("daemon:d1");
    assertThat(entry.coordinator()).isEqualTo("c1");
    assertThat(entry.before()).isEqualTo("null");
    assertThat(entry.after()).isEqualTo("{\"a\": 1}");
  }

  @Test
  void what_the_writer_is_told_of_an_entry_is_what_everybody_reads() throws SQLException {
    List<JournalEntry> told = new ArrayList<>();
    database.doInTransaction(
        entities -> {
          JpaJournal journal = new JpaJournal(entities, new CoordinatorIdentity("c1"));
          journal.append(
              Actor.system("test"), "test.happened", "a", JsonValue.NULL, JsonValue.NULL);
          journal.append(
              Actor.system("test"), "test.happened", "b", JsonValue.NULL, JsonValue.NULL);
          journal.write().forEach(change -> told.add(change.entry()));
        });

    assertThat(after(0))
        .extracting(JournalEntry::revision, JournalEntry::time, JournalEntry::epoch)
        .containsExactlyElementsOf(
            told.stream().map(each -> tuple(each.revision(), each.time(), each.epoch())).toList());
  }

  @Test
  void a_change_that_fails_leaves_no_entry_and_no_gap() throws SQLException {
    try {
      database.doInTransaction(
          entities -> {
            append(entities);
            throw new IllegalStateException("fails after its entry");
          });
    } catch (IllegalStateException expected) {
      assertThat(after(0)).isEmpty();
    }
    database.doInTransaction(JournalTest::append);
    assertThat(after(0)).extracting(JournalEntry::revision).containsExactly(1L);
  }

  @Test
  void a_reader_that_goes_on_from_the_last_revision_misses_none_of_many_writers()
      throws SQLException, InterruptedException, ExecutionException {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        running.add(writers.submit(this::writeMany));
      }
      List<Long> seen = new ArrayList<>();
      while (seen.size() < WRITERS * ENTRIES_EACH && !Thread.currentThread().isInterrupted()) {
        boolean over = running.stream().allMatch(Future::isDone);
        long last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
        List<JournalEntry> next = after(last);
        next.forEach(entry -> seen.add(entry.revision()));
        assertThat(over && next.isEmpty()).as("entries were missed").isFalse();
      }
      for (Future<?> writer : running) {
        writer.get();
      }
      assertThat(seen)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, (long) WRITERS * ENTRIES_EACH).boxed().toList());
    } finally {
      writers.shutdownNow();
    }
  }

  private void writeMany() {
    for (int i = 0; i < ENTRIES_EACH; i++) {
      database.doInTransaction(JournalTest::append);
    }
  }

  private static void append(jakarta.persistence.EntityManager entities) {
    JpaJournal journal = new JpaJournal(entities, new CoordinatorIdentity("c1"));
    journal.append(Actor.system("test"), "test.happened", "s", JsonValue.NULL, JsonValue.NULL);
    journal.write();
  }

  private List<JournalEntry> after(long revision) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return ReadJournalSql.after(connection, revision, 1_000);
    }
  }
}
