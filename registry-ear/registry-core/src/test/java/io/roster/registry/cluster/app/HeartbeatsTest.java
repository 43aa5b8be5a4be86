/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import static io.roster.registry.cluster.Workers.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.jpa.ListWorkersSql;
import io.roster.registry.cluster.jpa.WriteHeartbeatsSql;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.platform.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

  private final TestDatabase database = TestDatabase.clean();
  private final ClusterActions workers = new ClusterActions(database);
  private final WorkerId worker = workers.register(registration("d1", 50_052)).worker();

  @Test
  void a_beat_overwrites_memory_accepting_and_capabilities() throws SQLException {
    assertThat(write(beat(0, false, OptionalLong.of(0)))).isEqualTo(1);

    WorkerView listed = list(WorkerQuery.allActive()).get(0);
    assertThat(listed.poolAvailableBytes()).isEqualTo(77);
    assertThat(listed.accepting()).isFalse();
    assertThat(listed.capabilityFlags()).isZero();
  }

  @Test
  void capabilities_that_a_beat_does_not_name_are_kept() throws SQLException {
    write(beat(0, true, OptionalLong.empty()));
    assertThat(list(WorkerQuery.allActive()).get(0).capabilityFlags()).isEqualTo(4);
  }

  @Test
  void time_never_runs_backward() throws SQLException {
    String before = database.text("select last_heartbeat from worker_liveness");
    write(beat(60, true, OptionalLong.empty()));
    assertThat(database.text("select last_heartbeat from worker_liveness")).isEqualTo(before);
  }

  @Test
  void a_beat_counts_from_when_it_came_not_from_when_it_was_written() throws SQLException {
    database.execute("update worker_liveness set last_heartbeat = now() - interval '1 hour'");
    write(beat(10, true, OptionalLong.empty()));
    double age =
        Double.parseDouble(
            database.text(
                "select extract(epoch from clock_timestamp() - last_heartbeat)::float8 from"
                    + " worker_liveness"));
    assertThat(age).isBetween(10.0, 40.0);
  }

  @Test
  void a_worker_that_left_is_not_brought_back() throws SQLException {
    workers.unregister(worker);
    assertThat(write(beat(0, true, OptionalLong.empty()))).isZero();
    assertThat(database.text("select accepting from worker_liveness")).isEqualTo("false");
  }

  @Test
  void the_list_leaves_out_the_silent_the_absent_and_on_request_the_refusing() throws SQLException {
    WorkerId refusing = workers.register(registration("d2", 50_053)).worker();
    WorkerId silent = workers.register(registration("d3", 50_054)).worker();
    WorkerId absent = workers.register(registration("d4", 50_055)).worker();
    workers.unregister(absent);
    database.execute(
        "update worker_liveness set accepting = false where worker_id = '" + refusing + "'");
    database.execute(
        "update worker_liveness set last_heartbeat = now() - interval '31 seconds' where worker_id"
            + " = '"
            + silent
            + "'");

    assertThat(list(new WorkerQuery(WorkerQuery.Scope.ACCEPTING, 0)))
        .extracting(WorkerView::worker)
        .containsExactly(worker);
    assertThat(list(WorkerQuery.allActive()))
        .extracting(WorkerView::worker, WorkerView::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(refusing, ConnectionState.RECONNECTING),
            org.assertj.core.groups.Tuple.tuple(worker, ConnectionState.CONNECTED));
  }

  @Test
  void the_list_keeps_those_with_every_capability_that_is_asked_for_also_the_highest_bit()
      throws SQLException {
    database.execute("update worker_liveness set capability_flags = " + (Long.MIN_VALUE | 4));

    assertThat(list(new WorkerQuery(WorkerQuery.Scope.ACCEPTING, Long.MIN_VALUE | 4))).hasSize(1);
    assertThat(list(new WorkerQuery(WorkerQuery.Scope.ACCEPTING, 6))).isEmpty();
  }

  @Test
  void each_beat_leaves_a_bit_and_each_interval_without_one_a_gap() throws SQLException {
    assertThat(bitsAfterSilenceOf("5 seconds")).isEqualTo("1 0");
    assertThat(bitsAfterSilenceOf("4500 milliseconds")).isEqualTo("11 0");
    assertThat(bitsAfterSilenceOf("8 seconds")).isEqualTo("111 1");
    assertThat(bitsAfterSilenceOf("15 seconds")).isEqualTo("111001 1000");
    assertThat(bitsAfterSilenceOf("1 second")).isEqualTo("1110011 10000");
    assertThat(bitsAfterSilenceOf("10 minutes")).isEqualTo("1 0");
  }

  /** Which beats were heard, and which of them were late, the newest last. */
  private String bitsAfterSilenceOf(String silence) throws SQLException {
    database.execute(
        "update worker_liveness set last_heartbeat = now() - interval '%s'".formatted(silence));
    write(beat(0, true, OptionalLong.empty()));
    return bits("beats_heard") + " " + bits("beats_late");
  }

  private String bits(String column) {
    return Long.toBinaryString(
        Long.parseLong(
            database.text(
                "select " + column + " from worker_liveness where worker_id = ?", worker.value())));
  }

  @Test
  void a_beat_says_which_version_its_daemon_has_and_whether_it_was_asked_to_reconcile()
      throws SQLException {
    write(beat(0, true, OptionalLong.empty()));

    assertThat(
            database.text(
                "select acknowledged_version || ' ' || sync_wanted from worker_liveness where"
                    + " worker_id = ?",
                worker.value()))
        .isEqualTo("7 true");
  }

  private List<WorkerView> list(WorkerQuery query) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return ListWorkersSql.list(connection, query, ClusterActions.POLICY);
    }
  }

  private int write(Beat beat) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return WriteHeartbeatsSql.write(
          connection,
          Map.of(worker, beat, new WorkerId("nobody"), beat),
          ClusterActions.POLICY,
          System.nanoTime());
    }
  }

  private static Beat beat(long ageSeconds, boolean accepting, OptionalLong flags) {
    return new Beat(
        System.nanoTime() - TimeUnit.SECONDS.toNanos(ageSeconds),
        Instant.EPOCH,
        77,
        accepting,
        flags,
        7,
        true);
  }
}
