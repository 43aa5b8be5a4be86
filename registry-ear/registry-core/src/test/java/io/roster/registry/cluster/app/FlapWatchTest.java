/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.Quarantine;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.FlapPolicy;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.model.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FlapWatchTest {

  private static final FlapPolicy POLICY =
      new FlapPolicy(3, Duration.ofSeconds(10), Duration.ofSeconds(30));

  private final AtomicLong nanos = new AtomicLong();
  private final FlapWatch flaps = new FlapWatch(POLICY, nanos::get);
  private long revision;

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void registered(String daemon) {
    tell("worker.registered", "worker_of_" + daemon, "{\"daemon_id\":\"" + daemon + "\"}");
  }

  private void tell(String kind, String subject, String after) {
    revision++;
    flaps.apply(
        Change.of(
            new JournalEntry(
                revision, Instant.EPOCH, 1, "c", "system:test", kind, subject, "null", after)));
  }

  private void quarantine(String daemon) {
    tell(
        FlapWatch.QUARANTINED,
        "worker_of_" + daemon,
        flaps.verdict(daemon, flaps.flapping(daemon).orElseThrow()).toString());
  }

  @Test
  void one_that_comes_too_often_within_the_window_flaps() {
    registered("d1");
    registered("d1");
    assertThat(flaps.flapping("d1")).isEmpty();

    registered("d1");

    assertThat(flaps.flapping("d1"))
        .contains(new FlapWatch.Flapping(new WorkerId("worker_of_d1"), 3));
    assertThat(flaps.flapping("d2")).isEmpty();
  }

  @Test
  void one_that_comes_now_and_then_does_not() {
    for (int i = 0; i < 20; i++) {
      registered("d1");
      pass(Duration.ofSeconds(6));
      assertThat(flaps.flapping("d1")).isEmpty();
    }
  }

  @Test
  void it_is_kept_out_until_its_time_is_over_and_then_counted_anew() {
    for (int i = 0; i < 3; i++) {
      registered("d1");
    }
    quarantine("d1");

    assertThat(flaps.keptOut("d1")).contains(Duration.ofSeconds(30));
    assertThat(flaps.quarantine("d1"))
        .contains(new Quarantine(Instant.EPOCH.plusSeconds(30), 3, Duration.ofSeconds(10)));
    assertThat(flaps.flapping("d1")).isEmpty();
    assertThat(flaps.size()).isEqualTo(1);
    pass(Duration.ofSeconds(31));
    assertThat(flaps.keptOut("d1")).isEmpty();
    assertThat(flaps.quarantine("d1")).isEmpty();
    assertThat(flaps.size()).isZero();
    registered("d1");
    assertThat(flaps.flapping("d1")).isEmpty();
  }

  @Test
  void what_is_told_twice_counts_once() {
    registered("d1");
    for (int i = 0; i < 3; i++) {
      revision--;
      registered("d1");
    }
    assertThat(flaps.flapping("d1")).isEmpty();
  }

  @Test
  void nobody_is_kept_out_where_that_is_switched_off() {
    FlapWatch tolerant =
        new FlapWatch(new FlapPolicy(1, Duration.ofSeconds(10), Duration.ZERO), nanos::get);
    tolerant.apply(
        Change.of(
            new JournalEntry(
                1,
                Instant.EPOCH,
                1,
                "c",
                "system:test",
                "worker.registered",
                "w",
                "null",
                "{\"daemon_id\":\"d1\"}")));

    assertThat(tolerant.flapping("d1")).isEmpty();
  }
}
