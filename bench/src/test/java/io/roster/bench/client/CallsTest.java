/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.bench.load.Batch;
import io.roster.bench.load.ClosedLoop;
import io.roster.bench.load.OpenLoop;
import io.roster.bench.load.Outcome;
import io.roster.bench.report.MeasurementFailed;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallsTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private final FakeRegistry registry = new FakeRegistry();
  private final Channels channels = Channels.open(registry.port(), 3);
  private final Workers workers = new Workers(channels, 10);

  @AfterEach
  void stop() {
    channels.close();
    registry.close();
  }

  @Test
  void every_worker_is_registered_and_beats_in_its_turn() {
    workers.register();
    try (OpenLoop loop = OpenLoop.started(List.of(workers.heartbeats(Duration.ofMillis(50))))) {
      Outcome outcome = loop.during(SHORT).streams().get(0);

      assertThat(outcome.offered()).isEqualTo(40);
      assertThat(outcome.failed() + outcome.shed() + outcome.unanswered()).isZero();
    }

    assertThat(workers.all()).extracting(Registered::generation).containsOnly(5L);
    assertThat(registry.beats.stream().map(WorkerHeartbeatRequest::getWorkerId).distinct())
        .hasSize(10);
  }

  @Test
  void a_closed_loop_counts_what_the_other_side_has_served() {
    workers.register();
    int callers = 6;

    Outcome outcome = new ClosedLoop("beat", workers.heartbeat(), callers).during(SHORT);

    // What was still under way at the end of the window was served, too, but does not count.
    assertThat((long) registry.beats.size())
        .isBetween(outcome.served(), outcome.served() + callers);
  }

  @Test
  void workers_that_are_not_registered_yet_are_silent() {
    try (OpenLoop loop = OpenLoop.started(List.of(workers.heartbeats(Duration.ofMillis(50))))) {
      assertThat(loop).isNotNull();
      workers.register();
    }

    assertThat(registry.beats).allMatch(beat -> !beat.getWorkerId().isEmpty());
  }

  @Test
  void few_callers_resolve_all_keys() {
    Keys keys = new Keys(channels, 50);
    keys.prepare();

    Outcome outcome = new ClosedLoop("resolve", keys.resolve(), 2).during(SHORT);

    assertThat(registry.keys).hasSize(50);
    assertThat(outcome.served()).isPositive();
  }

  @Test
  void a_key_that_leads_elsewhere_is_no_answer() {
    Keys keys = new Keys(channels, 50);
    keys.prepare();
    registry.keys.replaceAll((key, artifact) -> "another");

    assertThatThrownBy(() -> new ClosedLoop("resolve", keys.resolve(), 2).during(SHORT))
        .isInstanceOf(MeasurementFailed.class)
        .hasMessageContaining("resolved to another");
  }

  @Test
  void each_registration_is_of_another_artifact() {
    workers.register();
    Batch.each("register", new Replicas(channels, workers).register(), 100, 8);

    assertThat(registry.replicas.stream().map(RegisterReplicaRequest::getArtifactId).distinct())
        .hasSize(100);
    assertThat(
            registry.replicas.stream()
                .map(RegisterReplicaRequest::getWorkerId)
                .collect(Collectors.toSet()))
        .hasSize(10);
  }

  @Test
  void each_transport_is_completed() {
    workers.register();
    Transports transports = new Transports(channels, workers, 7, number -> "artifact-" + number);

    Outcome outcome = new ClosedLoop("transport", transports.requestAndComplete(), 4).during(SHORT);

    assertThat(outcome.served()).isPositive();
    assertThat(registry.transports).isEmpty();
  }

  @Test
  void a_working_fleet_sends_each_kind_at_its_rate() {
    workers.register();
    WorkingFleet fleet = new WorkingFleet(channels, workers, 8, 10);
    try (OpenLoop loop =
        OpenLoop.started(
            List.of(
                fleet.heartbeats(Duration.ofMillis(50)),
                fleet.reconciles(Duration.ofMillis(100)),
                fleet.chunkReports(Duration.ofMillis(100))))) {
      List<Outcome> outcomes = loop.during(SHORT).streams();

      assertThat(outcomes).extracting(Outcome::offered).containsExactly(40L, 20L, 20L);
      assertThat(outcomes)
          .allSatisfy(each -> assertThat(each.failed() + each.shed() + each.unanswered()).isZero());
    }
    assertThat(registry.chunks).allMatch(report -> report.getUpdatesCount() == 8);
  }

  @Test
  void a_method_that_is_not_served_is_named() {
    assertThatThrownBy(
            () ->
                new ClosedLoop("empty", EmptyCall.over(channels), 1).during(SHORT.multipliedBy(10)))
        .hasMessageContaining("HealthCheck")
        .hasMessageContaining("UNIMPLEMENTED");
  }
}
