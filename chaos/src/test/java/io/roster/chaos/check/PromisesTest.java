/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import static io.roster.chaos.check.Told.about;
import static io.roster.chaos.check.Told.entry;
import static io.roster.chaos.check.Told.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.chaos.history.History;
import io.roster.chaos.history.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is checked beside single subjects: each kind of broken promise is found. */
class PromisesTest {

  private static final long SECOND = 1_000_000;
  private static final Limits LIMITS =
      new Limits(
          Duration.ofSeconds(4),
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1));

  private final History history = new History();
  private final List<JournalEntry> journal = new ArrayList<>();
  private final List<WatchLog> watches = new ArrayList<>();
  private final List<TransportRow> transports = new ArrayList<>();
  private final List<SourceRow> sources = new ArrayList<>();
  private final List<Disturbance> disturbances = new ArrayList<>();
  private final JournalEntry leads =
      entry(1, 0, 5, "one", "system:leader-lease", "leadership.taken", "leadership");

  private List<String> broken() {
    return Promises.broken(
            new Evidence(
                history,
                List.of(leads),
                journal,
                watches,
                transports,
                sources,
                disturbances,
                LIMITS))
        .stream()
        .map(Violation::promise)
        .toList();
  }

  private static JournalEntry happened(long revision) {
    return entry(revision, revision, 5, "one", "client:c", "key.updated", "k");
  }

  private static JournalEntry expired(long revision, long at, String worker) {
    return entry(revision, at, 5, "one", "system:expiry-sweep", "worker.expired", worker);
  }

  private void beats(String worker, long fromSecond, long untilSecond) {
    for (long second = fromSecond; second <= untilSecond; second++) {
      add("beat/" + worker, ok("beat", second * SECOND, second * SECOND + 1_000, "", ""));
    }
  }

  private void dies(String worker, long second) {
    add("beat/" + worker, ok("die", second * SECOND, second * SECOND, "", ""));
  }

  private void add(String subject, Operation operation) {
    history.add(about(subject, operation));
  }

  @Test
  void nothing_is_broken_when_nothing_was_promised() {
    assertThat(broken()).isEmpty();
  }

  @Test
  void a_history_that_no_order_explains_is_named_by_its_subject() {
    add("key/k", ok("read", 0, 1, "", "artifact=a generation=3"));
    assertThat(broken()).containsExactly("linearizable key/k");
  }

  @Test
  void watchers_that_see_everything_once_are_fine() {
    journal.addAll(List.of(happened(2), happened(3), happened(4)));
    watches.add(new WatchLog("w", 1, journal, 0));
    assertThat(broken()).isEmpty();
  }

  @Test
  void a_gap_a_double_a_difference_an_end_and_a_relist_are_found() {
    journal.addAll(List.of(happened(2), happened(3), happened(4)));
    watches.add(new WatchLog("gap", 1, List.of(happened(2), happened(4)), 0));
    watches.add(
        new WatchLog("double", 1, List.of(happened(2), happened(2), happened(3), happened(4)), 0));
    watches.add(
        new WatchLog("difference", 1, List.of(happened(2), expired(3, 3, "w"), happened(4)), 0));
    watches.add(new WatchLog("end", 1, List.of(happened(2)), 0));
    watches.add(new WatchLog("relist", 1, journal, 1));
    assertThat(broken()).hasSize(5).containsOnly("watchers see everything once");
  }

  @Test
  void a_second_leader_in_an_epoch_is_found() {
    journal.add(entry(2, 2, 5, "two", "system:leader-lease", "leadership.taken", "leadership"));
    assertThat(broken()).containsExactly("one leader in one epoch");
  }

  @Test
  void a_singleton_of_one_that_no_longer_leads_is_found() {
    journal.add(entry(2, 2, 6, "two", "system:leader-lease", "leadership.taken", "leadership"));
    journal.add(entry(3, 3, 6, "one", "system:expiry-sweep", "worker.expired", "w"));
    journal.add(entry(4, 4, 5, "one", "system:expiry-sweep", "worker.expired", "v"));
    journal.add(entry(5, 5, 6, "two", "system:expiry-sweep", "worker.expired", "u"));
    assertThat(broken())
        .containsExactly("a singleton acts under its epoch", "a singleton acts under its epoch");
  }

  @Test
  void what_each_coordinator_may_do_is_no_singletons() {
    journal.add(entry(2, 2, 6, "two", "system:leader-lease", "leadership.taken", "leadership"));
    journal.add(entry(3, 3, 6, "one", "system:flap-watch", "worker.quarantined", "w"));
    journal.add(entry(4, 4, 6, "one", "system:shutdown", "coordinator.draining", "one"));
    assertThat(broken()).isEmpty();
  }

  @Test
  void one_that_beat_on_time_and_expired_is_found() {
    beats("w", 0, 20);
    journal.add(expired(2, 10 * SECOND, "w"));
    assertThat(broken()).containsExactly("no false expiry");
  }

  @Test
  void one_that_was_silent_may_expire() {
    beats("w", 0, 5);
    beats("w", 12, 20);
    journal.add(expired(2, 10 * SECOND, "w"));
    assertThat(broken()).isEmpty();
  }

  @Test
  void the_dead_must_expire_once_and_in_time() {
    beats("in-time", 0, 5);
    dies("in-time", 5);
    journal.add(expired(2, 10 * SECOND, "in-time"));
    assertThat(broken()).isEmpty();

    dies("never", 5);
    dies("late", 5);
    journal.add(expired(3, 15 * SECOND, "late"));
    dies("twice", 5);
    journal.add(expired(4, 10 * SECOND, "twice"));
    journal.add(expired(5, 10 * SECOND, "twice"));
    assertThat(broken()).hasSize(3).containsOnly("the dead expire in time");
  }

  @Test
  void a_disturbance_gives_the_dead_a_full_timeout_more() {
    dies("w", 5);
    journal.add(expired(2, 15 * SECOND, "w"));
    disturbances.add(new Disturbance("pause", 8 * SECOND, 11 * SECOND));
    assertThat(broken()).isEmpty();
  }

  @Test
  void more_transports_than_slots_are_found_in_the_journal() {
    sources.add(new SourceRow("r", 1, 1));
    transports.add(new TransportRow("t1", "q1", "r", "completed", "success"));
    transports.add(new TransportRow("t2", "q2", "r", "in_progress", ""));
    journal.add(entry(2, 2, 5, "one", "client:c", "transport.started", "t1"));
    journal.add(entry(3, 3, 5, "two", "client:c", "transport.started", "t2"));
    journal.add(entry(4, 4, 5, "two", "client:c", "transport.completed", "t1"));
    assertThat(broken()).containsExactly("never more transports than slots");
  }

  @Test
  void more_holders_than_slots_are_found_with_the_clients() {
    sources.add(new SourceRow("r", 1, 0));
    transports.add(new TransportRow("t1", "q1", "r", "completed", "success"));
    transports.add(new TransportRow("t2", "q2", "r", "completed", "success"));
    add("slot/a", ok("request", 0, 1, "request=q1", "transport=t1"));
    add("slot/a", ok("request", 2, 3, "request=q2", "transport=t2"));
    add("slot/a", ok("complete", 4, 5, "transport=t1", "found=true"));
    add("slot/a", ok("complete", 6, 7, "transport=t2", "found=true"));
    assertThat(broken()).containsExactly("never more transports than slots");
  }

  @Test
  void a_slot_that_is_never_given_back_is_found() {
    sources.add(new SourceRow("r", 2, 1));
    transports.add(new TransportRow("t1", "q1", "r", "completed", "success"));
    assertThat(broken()).containsExactly("slots are counted right");
  }

  @Test
  void a_transport_that_is_lost_and_a_completion_that_is_lost_are_found() {
    transports.add(new TransportRow("t1", "q1", "r", "in_progress", ""));
    add("slot/a", ok("request", 0, 1, "request=q2", "transport=t2"));
    add("slot/a", ok("complete", 2, 3, "transport=t1", "found=true"));
    assertThat(broken())
        .containsExactlyInAnyOrder("no granted transport is lost", "no completion is lost");
  }
}
