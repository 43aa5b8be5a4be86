/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.Heartbeat;
import io.roster.registry.cluster.HeartbeatAnswer;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.cluster.model.HeartbeatLog;
import io.roster.registry.cluster.model.Inventories;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.cluster.model.WorkerPictures;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.jdbc.DatabaseTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatIntakeTest {

  private static final WorkerId WORKER = new WorkerId("w1");

  private final Written log = new Written();
  private final HeartbeatBuffer buffer = new HeartbeatBuffer();
  private final OneWorker workers = new OneWorker();
  private final WorkerDirectory directory = new WorkerDirectory(workers);
  private final OnlyA inventories = new OnlyA();
  private final Set<WorkerId> resyncs = new HashSet<>();
  private long nanos;
  private final HeartbeatIntake intake =
      new HeartbeatIntake(
          buffer,
          directory,
          inventories,
          resyncs::contains,
          log,
          ClusterActions.POLICY,
          new DatabaseTime(),
          () -> nanos);

  @BeforeEach
  void load() {
    directory.load();
  }

  @Test
  void a_version_of_zero_is_refused_before_the_worker_is_looked_up() {
    assertThatThrownBy(() -> intake.take(beat("nobody", 0, "", List.of())))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("state_version must be >= 1; legacy heartbeats are not supported");
  }

  @Test
  void an_unknown_worker_is_told_so_and_nothing_is_kept() {
    assertThat(intake.take(beat("nobody", 1, "", List.of())))
        .isEqualTo(new HeartbeatAnswer.Unknown());
    assertThat(buffer.size()).isZero();
  }

  @Test
  void a_worker_that_has_to_register_anew_is_told_so_and_nothing_is_kept() {
    workers.outdated = true;
    directory.load();

    assertThat(intake.take(beat("w1", 5, "sum", List.of("a"))))
        .isEqualTo(new HeartbeatAnswer.Unknown());
    assertThat(buffer.size()).isZero();
  }

  @Test
  void agreement_asks_for_nothing() {
    HeartbeatAnswer.Heard heard = heard(5, "sum", List.of("a"));
    assertThat(heard.stateSyncRequired()).isFalse();
    assertThat(heard.stateVersion()).isEqualTo(5);
    assertThat(heard.obsoleteArtifacts()).isEmpty();
  }

  @Test
  void an_older_version_asks_for_a_sync_a_newer_one_does_not() {
    assertThat(heard(4, "", List.of()).stateSyncRequired()).isTrue();
    assertThat(heard(6, "", List.of()).stateSyncRequired()).isFalse();
    assertThat(heard(-1, "", List.of()).stateSyncRequired()).isFalse();
  }

  @Test
  void another_checksum_asks_for_a_sync_an_empty_one_is_not_compared() {
    assertThat(heard(5, "other", List.of()).stateSyncRequired()).isTrue();
    assertThat(heard(5, "", List.of()).stateSyncRequired()).isFalse();
  }

  @Test
  void before_the_first_reconcile_what_is_there_counts_unless_it_is_too_much_to_read_now() {
    workers.agreed = "";
    directory.load();
    assertThat(heard(5, "computed", List.of()).stateSyncRequired()).isFalse();
    assertThat(heard(5, "other", List.of()).stateSyncRequired()).isTrue();

    inventories.readable = false;
    assertThat(heard(5, "computed", List.of()).stateSyncRequired()).isTrue();
    assertThat(heard(5, "", List.of()).stateSyncRequired()).isFalse();
  }

  @Test
  void artifacts_without_a_replica_are_obsolete_in_the_order_of_the_request() {
    HeartbeatAnswer.Heard heard = heard(5, "sum", List.of("z", "a", "b"));
    assertThat(heard.obsoleteArtifacts()).containsExactly("z", "b");
    assertThat(heard.stateSyncRequired()).isTrue();
  }

  @Test
  void of_many_beats_the_latest_is_written_once() {
    intake.take(beat("w1", 5, "", List.of()));
    intake.take(new Heartbeat(WORKER, 99, false, 5, "", List.of(), OptionalLong.empty()));
    intake.flush();

    assertThat(log.batches).hasSize(1);
    assertThat(written().poolAvailableBytes()).isEqualTo(99);
    assertThat(written().capabilityFlags()).hasValue(3);
  }

  @Test
  void a_daemon_that_somebody_wants_to_reconcile_is_told_so_whatever_it_compares() {
    assertThat(heard(5, "sum", List.of("a")).stateSyncRequired()).isFalse();

    resyncs.add(WORKER);

    assertThat(heard(5, "sum", List.of("a")).stateSyncRequired()).isTrue();
  }

  @Test
  void what_could_not_be_written_stays_and_a_newer_beat_wins() {
    log.away = true;
    intake.take(beat("w1", 5, "", List.of()));
    assertThatThrownBy(intake::flush).isInstanceOf(DatabaseAway.class);
    assertThat(buffer.size()).isEqualTo(1);

    log.away = false;
    intake.take(new Heartbeat(WORKER, 99, true, 5, "", List.of(), OptionalLong.empty()));
    intake.flush();
    assertThat(written().poolAvailableBytes()).isEqualTo(99);
  }

  @Test
  void beats_that_cannot_be_written_are_taken_for_a_third_of_the_timeout_and_then_sent_elsewhere() {
    long third = ClusterActions.POLICY.timeout().dividedBy(3).toNanos();
    log.away = true;
    nanos += third * 3 / 4;
    heard(5, "sum", List.of());
    assertThatThrownBy(intake::round).isInstanceOf(DatabaseAway.class);
    nanos += third / 4;
    heard(5, "sum", List.of());

    nanos++;
    assertThatThrownBy(() -> heard(5, "sum", List.of())).isInstanceOf(DatabaseAway.class);

    log.away = false;
    intake.round();
    heard(5, "sum", List.of());
  }

  @Test
  void a_pause_of_the_process_itself_refuses_nobody() {
    nanos += ClusterActions.POLICY.timeout().toNanos();
    heard(5, "sum", List.of());
    intake.round();
    nanos += 1_000_000;
    heard(5, "sum", List.of());
  }

  @Test
  void a_coordinator_that_nobody_beats_at_goes_on_taking_beats() {
    nanos += ClusterActions.POLICY.timeout().toNanos();
    intake.round();
    heard(5, "sum", List.of());
  }

  @Test
  void the_buffer_hands_out_bounded_batches() {
    IntStream.range(0, 600)
        .forEach(
            i ->
                buffer.offer(
                    new WorkerId("w" + i),
                    new Beat(i, Instant.EPOCH, 0, true, OptionalLong.empty(), 1, false)));
    intake.flush();
    assertThat(log.batches).extracting(Map::size).containsExactly(512, 88);
  }

  private Beat written() {
    return Objects.requireNonNull(log.batches.get(0).get(WORKER));
  }

  private HeartbeatAnswer.Heard heard(long version, String checksum, List<String> artifacts) {
    return (HeartbeatAnswer.Heard) intake.take(beat("w1", version, checksum, artifacts));
  }

  private static Heartbeat beat(
      String worker, long version, String checksum, List<String> artifacts) {
    return new Heartbeat(
        new WorkerId(worker), 50, true, version, checksum, artifacts, OptionalLong.of(3));
  }

  private static final class Written implements HeartbeatLog {

    private final List<Map<WorkerId, Beat>> batches = new java.util.ArrayList<>();
    private boolean away;

    @Override
    public int write(Map<WorkerId, Beat> beats, LivenessPolicy policy) {
      if (away) {
        throw new DatabaseAway(new SQLException("away"));
      }
      batches.add(new HashMap<>(beats));
      return beats.size();
    }

    @Override
    public void markListening(LivenessPolicy policy) {}
  }

  private static final class OneWorker implements WorkerPictures {

    private String agreed = "sum";
    private boolean outdated;

    @Override
    public List<KnownWorker> active() {
      WorkerView view =
          new WorkerView(
              WORKER,
              "d1",
              "n1",
              "10.0.0.1",
              1,
              2,
              100,
              50,
              true,
              0,
              5,
              Instant.EPOCH,
              Instant.EPOCH,
              ConnectionState.CONNECTED);
      return List.of(new KnownWorker(view, agreed, false, outdated));
    }

    @Override
    public List<WorkerView> list(WorkerQuery query, LivenessPolicy policy) {
      return List.of();
    }
  }

  /** The worker holds the artifact "a". */
  private static final class OnlyA implements Inventories {

    private boolean readable = true;

    @Override
    public boolean holds(WorkerId worker, String artifactId) {
      return artifactId.equals("a");
    }

    @Override
    public Optional<String> checksum(WorkerId worker) {
      return readable ? Optional.of("computed") : Optional.empty();
    }
  }
}
