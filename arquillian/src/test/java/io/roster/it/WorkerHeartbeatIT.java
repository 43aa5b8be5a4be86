/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.beatOf;
import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.roster.it.client.Daemon;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.ConnectionStatus;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse.WorkerInfo;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** WorkerHeartbeat as a daemon meets it, and what silence leads to. */
@ParameterizedClass
@EnumSource(Product.class)
class WorkerHeartbeatIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(Setup.HEARTBEAT_TIMEOUT_SECONDS);

  /** What every implementation computes for a worker without replicas. */
  private static final String CHECKSUM_OF_NOTHING = "cbf29ce484222325";

  private final Wire wire;
  private String worker = "";

  WorkerHeartbeatIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
  }

  @BeforeEach
  void register() {
    worker = wire.register(Daemon.fresh()).getWorkerId();
  }

  @AfterEach
  void disconnect() {
    wire.close();
  }

  private WorkerHeartbeatResponse send(WorkerHeartbeatRequest.Builder beat) {
    return wire.runtime().workerHeartbeat(beat.build());
  }

  private WorkerInfo listed() {
    return wire.find(worker).orElseThrow();
  }

  @Test
  void a_beat_is_answered_with_version_and_time() {
    WorkerHeartbeatResponse answer = wire.beat(worker);

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getStateSyncRequired()).isFalse();
    assertThat(answer.getExpectedStateVersion()).isEqualTo(1);
    assertThat(answer.getObsoleteReplicasList()).isEmpty();
    assertThat(answer.getServerTimestampTs().getNanos()).isZero();
    assertThat(Instant.ofEpochSecond(answer.getServerTimestampTs().getSeconds()))
        .isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(30));
  }

  @Test
  void a_version_of_zero_is_refused_even_from_nobody() {
    io.grpc.Status refusal = statusOf(() -> send(beatOf("nobody").setStateVersion(0)));

    assertThat(refusal.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.getDescription())
        .isEqualTo("state_version must be >= 1; legacy heartbeats are not supported");
  }

  @Test
  void an_unknown_worker_is_told_inside_the_message() {
    assertThat(wire.beat("nobody").getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(wire.beat("\u0000").getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(wire.beat("").getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void a_worker_that_left_is_unknown() {
    wire.unregister(worker);

    assertThat(wire.beat(worker).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void a_newer_version_than_the_registrys_needs_no_sync() {
    WorkerHeartbeatResponse answer = send(beatOf(worker).setStateVersion(-1L));

    assertThat(answer.getStateSyncRequired()).isFalse();
    assertThat(answer.getExpectedStateVersion()).isEqualTo(1);
  }

  @Test
  void a_checksum_is_compared_when_there_is_one() {
    assertThat(send(beatOf(worker).setStateChecksum(CHECKSUM_OF_NOTHING)).getStateSyncRequired())
        .isFalse();
    assertThat(send(beatOf(worker).setStateChecksum("0123456789abcdef")).getStateSyncRequired())
        .isTrue();
    assertThat(send(beatOf(worker)).getStateSyncRequired()).isFalse();
  }

  @Test
  void artifacts_that_the_registry_does_not_know_are_named_in_the_order_of_the_request() {
    WorkerHeartbeatResponse answer =
        send(beatOf(worker).addRegisteredArtifactIds("z").addRegisteredArtifactIds("a"));

    assertThat(answer.getObsoleteReplicasList()).containsExactly("z", "a");
    assertThat(answer.getStateSyncRequired()).isTrue();
  }

  @Test
  void capabilities_change_only_when_they_are_sent() {
    send(beatOf(worker).setCapabilityFlags(6));
    send(beatOf(worker));
    assertThat(listed().getCapabilityFlags()).isEqualTo(6);

    send(beatOf(worker).setCapabilityFlags(0));
    assertThat(listed().getCapabilityFlags()).isZero();
  }

  @Test
  void the_latest_beat_is_listed_at_once() {
    send(beatOf(worker).setMemPoolAvailableSize(5).setAcceptingNewRequests(false));
    send(beatOf(worker).setMemPoolAvailableSize(6).setAcceptingNewRequests(false));

    assertThat(listed().getMemPoolAvailableSize()).isEqualTo(6);
    assertThat(listed().getAcceptingNewRequests()).isFalse();
  }

  @Test
  void another_daemon_id_in_a_beat_is_not_held_against_it() {
    assertThat(send(beatOf(worker).setDaemonId("somebody-else")).getStatus())
        .isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_worker_that_takes_no_requests_is_listed_only_when_asked_for() {
    send(beatOf(worker).setAcceptingNewRequests(false));

    assertThat(wire.list(ListActiveWorkersRequest.newBuilder()))
        .extracting(WorkerInfo::getWorkerId)
        .doesNotContain(worker);
    assertThat(listed().getStatus()).isEqualTo(ConnectionStatus.CONNECTION_STATUS_RECONNECTING);
  }

  @Test
  void a_silent_worker_is_gone_after_the_timeout_and_one_that_beats_is_not() {
    String silent = wire.register(Daemon.fresh()).getWorkerId();

    await()
        .atMost(TIMEOUT.multipliedBy(5))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              wire.beat(worker);
              return wire.find(silent).isEmpty();
            });

    assertThat(wire.find(worker)).isPresent();
    // It is expired a little later than it is no longer listed; a beat in between would save it.
    await()
        .during(TIMEOUT.dividedBy(2))
        .atMost(TIMEOUT.multipliedBy(2))
        .until(() -> wire.find(silent).isEmpty());
    assertThat(wire.beat(silent).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(wire.find(silent)).as("a late beat revives nobody").isEmpty();
  }

  @Test
  void an_expired_worker_comes_back_by_registering_under_its_old_id() {
    Daemon daemon = Daemon.fresh();
    String silent = wire.register(daemon).getWorkerId();
    await().atMost(TIMEOUT.multipliedBy(5)).until(() -> wire.find(silent).isEmpty());

    assertThat(wire.register(daemon).getWorkerId()).isEqualTo(silent);
    assertThat(wire.beat(silent).getStatus()).isEqualTo(Status.STATUS_OK);
  }
}
