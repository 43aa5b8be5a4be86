/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import static io.roster.registry.cluster.Workers.registration;
import static io.roster.registry.cluster.Workers.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.journal.TooManyWatches;
import io.roster.registry.journal.WatchQuery;
import io.roster.registry.journal.WatchQuery.Beginning;
import io.roster.registry.journal.WatchService.Watch;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Stopping;
import io.roster.registry.platform.TestDatabase;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Duration SOON = Duration.ofMillis(100);

  private final TestDatabase database = TestDatabase.clean();
  private final ClusterActions workers = new ClusterActions(database);
  private final WatchingCoordinator a = new WatchingCoordinator("a", database);
  private final WatchingCoordinator b = new WatchingCoordinator("b", database);
  private final Told told = new Told();

  @AfterEach
  void end() {
    a.close();
    b.close();
  }

  @Test
  void from_now_on_begins_with_a_bookmark_and_tells_what_any_coordinator_changes() {
    a.note("x", 1);
    a.watch(new Beginning.Now(), told);
    await().until(() -> told.position() == 1);

    b.note("y", 2);
    a.note("x", 3);

    await().untilAsserted(() -> assertThat(told.revisions).containsExactly(2L, 3L));
    assertThat(told.messages()).startsWith("bookmark 1", "event 2 note.written");
  }

  @Test
  void after_a_revision_comes_all_that_followed_also_what_is_older_than_memory() {
    a.notes(6_000);
    a.note("x", 1);

    a.watch(new Beginning.After(10), told);

    await().until(() -> told.position() == 6_001);
    assertThat(told.revisions).containsExactlyElementsOf(revisions(11, 6_001));
  }

  @Test
  void only_wanted_kinds_and_subjects_come_and_bookmarks_tell_how_far_the_others_are() {
    WatchQuery query =
        new WatchQuery(new Beginning.After(0), List.of("note.w", "other."), Set.of("x", "z"), SOON);
    a.watch(query, told);

    a.note("x", 1);
    a.note("y", 2);
    a.write("other.thing", "z", jakarta.json.JsonValue.NULL);
    a.write("note.read", "x", jakarta.json.JsonValue.NULL);

    await().until(() -> told.position() == 4);
    assertThat(told.revisions).containsExactly(1L, 3L);
    assertThat(told.messages()).contains("bookmark 4");
  }

  @Test
  void a_bookmark_comes_in_every_interval_in_which_nothing_else_does() {
    a.watch(new WatchQuery(new Beginning.Now(), List.of(), Set.of(), SOON), told);

    await().until(() -> Collections.frequency(told.messages(), "bookmark 0") >= 3);
  }

  @Test
  void a_list_shows_each_subject_as_the_journal_does_and_events_follow() {
    WorkerId worker = workers.register(registration("d1", 50_052)).worker();
    WorkerId gone = workers.register(registration("d2", 50_053)).worker();
    replica(database, worker, "artifact");
    workers.unregister(gone);
    String registered =
        database.text("select after::text from journal where subject = ?", worker.value());

    a.watch(new Beginning.State(), told);
    await().until(() -> told.position() == 3);
    a.note("x", 1);
    await().until(() -> told.position() == 4);

    assertThat(told.messages())
        .startsWith("relist ASKED 1 3")
        .contains("state worker " + worker, "state worker " + gone, "listed 3 3")
        .endsWith("event 4 note.written");
    assertThat(told.state().keySet()).filteredOn(key -> key.startsWith("replica/")).hasSize(1);
    assertThat(json(told.state().getOrDefault("worker/" + worker, "null")))
        .isEqualTo(json(registered));
    assertThat(told.state().get("worker/" + gone)).contains("\"active\":false");
  }

  @Test
  void a_restored_backup_is_told_at_once_and_with_it_the_whole_state() {
    a.note("x", 1);
    WorkerId worker = workers.register(registration("d1", 50_052)).worker();
    a.watch(new Beginning.Now(), told);
    await().until(() -> told.position() == 2);

    database.execute(
        """
        begin;
        update journal_head set revision = 4, first_kept = 4, restored = 4;
        insert into journal (revision, at, epoch, coordinator, actor, kind, subject, before, after)
        values (4, now(), 0, 'b', 'user:ann', 'registry.restored', 'registry', 'null', 'null');
        commit
        """);

    await().atMost(Duration.ofSeconds(5)).until(() -> told.position() == 4);
    assertThat(told.messages())
        .containsSequence("relist RESTORED 4 4", "state worker " + worker, "listed 4 1");
    Told late = new Told();
    a.watch(new Beginning.After(1), late);
    await().until(() -> late.messages().contains("relist RESTORED 4 4"));
  }

  @Test
  void a_list_shows_only_what_is_wanted() {
    WorkerId worker = workers.register(registration("d1", 50_052)).worker();
    workers.register(registration("d2", 50_053));
    replica(database, worker, "artifact");

    a.watch(
        new WatchQuery(
            new Beginning.State(), List.of("worker.registered"), Set.of(worker.value()), SOON),
        told);

    await().until(() -> told.position() == 2);
    assertThat(told.state()).containsOnlyKeys("worker/" + worker);
  }

  @Test
  void a_watcher_that_comes_after_the_retention_is_told_to_begin_anew() {
    workers.register(registration("d1", 50_052));
    a.notes(10);
    trimBelow(6);
    WatchingCoordinator late = new WatchingCoordinator("late", database);

    late.watch(new Beginning.After(4), told);

    await().until(() -> told.position() == 11);
    assertThat(told.messages())
        .hasSize(4)
        .startsWith("bookmark 4", "relist TRIMMED 6 11")
        .endsWith("listed 11 1");
    long next = a.note("x", 1);
    await().untilAsserted(() -> assertThat(told.revisions).containsExactly(next));
    late.close();
  }

  @Test
  void a_watcher_that_the_retention_overtakes_is_told_to_begin_anew() {
    Told slow = Told.takingAtMost(3);
    a.notes(10);
    a.watch(new Beginning.After(0), slow);
    await().until(() -> slow.position() == 2);
    a.notes(10_000);
    trimBelow(5_000);

    slow.take(Integer.MAX_VALUE);
    a.note("x", 1);

    await().until(() -> slow.position() == 10_011);
    assertThat(slow.messages())
        .as("whether the last note is in the list or comes after it")
        .anyMatch(message -> message.matches("relist TRIMMED 5000 1001[01]"));
  }

  @Test
  void a_revision_that_was_never_written_is_answered_with_the_state() {
    a.note("x", 1);

    a.watch(new Beginning.After(2), told);
    Told unsigned = new Told();
    a.watch(new Beginning.After(-1), unsigned);

    await().until(() -> told.position() == 1 && unsigned.position() == 1);
    assertThat(told.messages()).containsExactly("relist UNKNOWN_REVISION 1 1", "listed 1 0");
  }

  @Test
  void a_revision_that_this_coordinator_has_not_seen_yet_is_waited_for() {
    long written = a.note("x", 1);
    b.watch(new Beginning.After(written), told);

    await().until(() -> told.position() == written);
    assertThat(told.messages()).containsExactly("bookmark 1");
  }

  @Test
  void a_watcher_that_never_reads_is_told_nothing_and_nothing_is_kept_for_it() {
    Told idle = Told.takingAtMost(1);
    a.watch(new WatchQuery(new Beginning.Now(), List.of(), Set.of(), SOON), idle);
    await().until(() -> idle.position() == 0);
    Told busy = new Told();
    a.watch(new Beginning.Now(), busy);
    a.notes(6_000);
    await().until(() -> busy.position() == 6_000);

    assertThat(idle.messages()).containsExactly("bookmark 0");

    idle.take(100);
    a.note("wakes it", 1);
    await().until(() -> idle.position() == 100);
    assertThat(idle.revisions).containsExactlyElementsOf(revisions(1, 100));
  }

  @Test
  void a_watch_that_was_closed_is_told_nothing_more() {
    Watch watch = a.watch(new Beginning.Now(), told);
    await().until(() -> told.position() == 0);

    watch.close();
    watch.close();
    a.note("x", 1);
    Told other = new Told();
    a.watch(new Beginning.After(0), other);
    await().until(() -> other.position() == 1);

    assertThat(told.messages()).containsExactly("bookmark 0");
    assertThat(told.failure()).isNull();
    assertThat(a.watches().size()).isEqualTo(1);
  }

  @Test
  void more_watches_than_a_coordinator_serves_are_refused_until_one_ends() {
    try (WatchingCoordinator small = new WatchingCoordinator("small", database, 1)) {
      Watch first = small.watch(new Beginning.Now(), told);

      assertThatThrownBy(() -> small.watch(new Beginning.Now(), new Told()))
          .isInstanceOf(TooManyWatches.class)
          .hasMessageContaining("1 watches");
      first.close();
      Told second = new Told();
      small.watch(new Beginning.Now(), second);
      await().until(() -> second.position() == 0);
    }
  }

  @Test
  void a_coordinator_that_stops_says_so_and_another_one_goes_on_where_it_ended() {
    Watch watch = a.watch(new Beginning.Now(), told);
    a.notes(3);
    await().until(() -> told.position() == 3);

    watch.end(new Stopping());
    await().until(() -> told.failure() instanceof Stopping);
    a.close();
    b.notes(3);
    b.watch(new Beginning.After(told.position()), told);

    await().until(() -> told.position() == 6);
    assertThat(told.revisions).containsExactlyElementsOf(revisions(1, 6));
  }

  @Test
  void a_query_beyond_its_bounds_is_refused() {
    List<String> kinds = Collections.nCopies(65, "worker.");
    assertThatThrownBy(() -> new WatchQuery(new Beginning.Now(), kinds, Set.of(), SOON))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(
            () -> new WatchQuery(new Beginning.Now(), List.of("a\u0000"), Set.of(), SOON))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(
            () -> new WatchQuery(new Beginning.Now(), List.of(), Set.of(), Duration.ofMillis(99)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("from 100 to 3600000");
  }

  private void trimBelow(long revision) {
    database.execute("delete from journal where revision < " + revision);
    database.execute("update journal_head set first_kept = " + revision);
  }

  private static List<Long> revisions(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static jakarta.json.JsonValue json(String text) {
    try (var reader = jakarta.json.Json.createReader(new java.io.StringReader(text))) {
      return reader.readValue();
    }
  }
}
