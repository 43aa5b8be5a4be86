/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalTrimmed;
import io.roster.registry.journal.jpa.TrimJournalSql;
import io.roster.registry.leadership.model.NotLeading;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.TestDatabase;
import jakarta.json.JsonValue;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrimJournalTest {

  private static final Duration KEPT = Duration.ofHours(1);

  private final TestDatabase database = TestDatabase.clean();
  private final TestCoordinator leader = new TestCoordinator("leader", database).electing();
  private final TestCoordinator other = new TestCoordinator("other", database);
  private final TrimJournal trimming = trimming(leader);

  @BeforeEach
  void lead() {
    await().until(leader.leadership()::leads);
  }

  @AfterEach
  void end() {
    leader.close();
    other.close();
  }

  @Test
  void what_is_older_than_the_retention_goes_and_the_head_says_where_the_journal_begins() {
    write(9);
    age(4);

    trimming.run();

    assertThat(database.text("select min(revision) from journal")).isEqualTo("5");
    assertThat(database.text("select first_kept || ' ' || revision from journal_head"))
        .isEqualTo("5 10");
  }

  @Test
  void a_young_entry_keeps_all_that_follow_it_whatever_their_clock_said() {
    write(9);
    age(4);
    database.execute("update journal set at = now() - interval '2 hours' where revision = 7");

    trimming.run();

    assertThat(
            database.text("select string_agg(revision::text, ',' order by revision) from journal"))
        .isEqualTo("5,6,7,8,9,10");
  }

  @Test
  void more_than_one_batch_goes_in_one_round_and_all_may_go() {
    write(2 * TrimJournal.MOST_AT_ONCE);
    age(Integer.MAX_VALUE);

    trimming.run();

    assertThat(database.text("select count(*) from journal")).isEqualTo("0");
    assertThat(database.text("select first_kept from journal_head")).isEqualTo("10002");
    assertThat(leader.tail().after(10_001, 10)).isEmpty();
  }

  @Test
  void whoever_asks_for_what_is_gone_is_told_so() {
    write(9);
    age(4);
    trimming.run();
    TestCoordinator late = new TestCoordinator("late", database);

    assertThatThrownBy(() -> late.tail().after(3, 10)).isInstanceOf(JournalTrimmed.class);
    assertThat(late.tail().after(4, 10)).extracting(JournalEntry::revision).startsWith(5L);
    late.close();
  }

  @Test
  void what_a_restore_left_behind_goes_with_its_age_and_is_never_followed_again() {
    write(9);
    database.execute("update journal_head set first_kept = 8");
    age(4);

    trimming.run();

    assertThat(database.text("select min(revision) from journal")).isEqualTo("5");
    assertThat(database.text("select oldest || ' ' || first_kept from journal_head"))
        .isEqualTo("5 8");
    age(8);
    trimming.run();
    assertThat(database.text("select oldest || ' ' || first_kept from journal_head"))
        .isEqualTo("9 9");
  }

  @Test
  void only_the_leader_trims() {
    write(1);
    age(1);

    assertThatThrownBy(() -> trimming(other).run()).isInstanceOf(NotLeading.class);

    assertThat(database.text("select first_kept from journal_head")).isEqualTo("1");
  }

  private static TrimJournal trimming(TestCoordinator coordinator) {
    return new TrimJournal(
        new TrimJournalSql(coordinator.entities()), coordinator.leadership(), KEPT);
  }

  /** Writes so many after the entry that tells of the leader. */
  private void write(int entries) {
    leader
        .changes()
        .changeAlone(
            "write",
            () -> {
              for (int i = 0; i < entries; i++) {
                leader
                    .journal()
                    .append(
                        Actor.system("test"), "note.written", "x", JsonValue.NULL, JsonValue.NULL);
              }
              return true;
            });
  }

  private void age(int newestOld) {
    database.execute(
        "update journal set at = now() - interval '2 hours' where revision <= " + newestOld);
  }
}
