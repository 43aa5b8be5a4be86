/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.console.workers.GoneWorker.Manner;
import io.roster.registry.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentlyGoneTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String WORKER = "{\"daemon_id\":\"d-1\",\"node_address\":\"10.0.0.7\"}";

  @Test
  void tells_who_went_how_and_when() {
    List<GoneWorker> gone =
        gone(entry(9, "worker.expired", "w-1", Duration.ofSeconds(134), "null", WORKER));

    assertThat(gone)
        .containsExactly(
            new GoneWorker(
                "w-1", Manner.EXPIRED, NOW.minusSeconds(134), "system:sweep", "d-1 · 10.0.0.7"));
  }

  @Test
  void a_worker_that_came_back_is_not_gone() {
    JournalEntry left =
        entry(1, "worker.unregistered", "w-1", Duration.ofSeconds(5), WORKER, "null");

    JournalEntry back = entry(2, "worker.registered", "w-1", Duration.ZERO, "null", WORKER);

    assertThat(gone(back, left)).isEmpty();
  }

  @Test
  void only_the_newest_departure_of_a_worker_counts() {
    List<GoneWorker> gone =
        gone(
            entry(2, "worker.expired", "w-1", Duration.ofSeconds(5), WORKER, "null"),
            entry(1, "worker.unregistered", "w-1", Duration.ofSeconds(50), WORKER, "null"));

    assertThat(gone).extracting(GoneWorker::manner).containsExactly(Manner.EXPIRED);
  }

  @Test
  void departures_older_than_an_hour_and_other_events_are_left_out() {
    assertThat(
            gone(
                entry(2, "worker.expired", "w-1", Duration.ofMinutes(61), WORKER, "null"),
                entry(1, "worker.registered", "w-2", Duration.ofSeconds(1), "null", WORKER)))
        .isEmpty();
  }

  @Test
  void the_list_is_bounded() {
    JournalEntry[] many =
        LongStream.range(0, 100)
            .mapToObj(n -> entry(n, "worker.replaced", "w-" + n, Duration.ZERO, WORKER, "null"))
            .toArray(JournalEntry[]::new);

    assertThat(gone(many)).hasSize(RecentlyGone.LIMIT);
  }

  @Test
  void details_that_cannot_be_read_are_left_out() {
    assertThat(gone(entry(1, "worker.expired", "w-1", Duration.ZERO, "{broken", "null")))
        .extracting(GoneWorker::details)
        .containsExactly("");
  }

  private static List<GoneWorker> gone(JournalEntry... newestFirst) {
    return RecentlyGone.from(List.of(newestFirst), NOW);
  }

  private static JournalEntry entry(
      long revision, String kind, String subject, Duration ago, String before, String after) {
    return new JournalEntry(
        revision, NOW.minus(ago), 1, "a", "system:sweep", kind, subject, before, after);
  }
}
