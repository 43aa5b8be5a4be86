/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.client.Connector;
import io.roster.client.Endpoint;
import io.roster.client.Origin;
import io.roster.node.registry.RegistryFailure.Kind;
import io.roster.wire.globalstore.v1.ConnectionStatus;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcCoordinatorTest {

  private static final NodeIdentity NODE = new NodeIdentity("n", "d", "10.0.0.1", 61, 62);
  private static final NodeLoad LOAD = new NodeLoad(100, 60, true);

  private static final Beat BEAT =
      new Beat(
          LOAD,
          new InventoryReport("sum", List.of("cgid:a")),
          1,
          Optional.of(Instant.ofEpochSecond(77)));

  private final List<Origin> origins = new CopyOnWriteArrayList<>();
  private FakeRegistry registry;
  private GrpcCoordinator coordinator;

  @BeforeEach
  void start() throws IOException {
    registry = new FakeRegistry();
    coordinator = coordinatorWith(Optional.empty());
  }

  @AfterEach
  void stop() throws InterruptedException {
    coordinator.close();
    registry.close();
  }

  @Test
  void a_registration_says_who_the_node_is() throws Exception {
    Registered registered = coordinator.register(NODE, LOAD, Optional.empty());
    assertThat(registered)
        .isEqualTo(new Registered("worker_n_00000001", Duration.ofSeconds(5), 1, 1));
    assertThat(registry.registrations)
        .containsExactly(
            RegisterWorkerRequest.newBuilder()
                .setNodeId("n")
                .setDaemonId("d")
                .setNodeAddress("10.0.0.1")
                .setGrpcPort(61)
                .setP2PPort(62)
                .setMemPoolTotalSize(100)
                .setMemPoolAvailableSize(60)
                .build());
  }

  @Test
  void a_recovery_names_the_worker_it_was() throws Exception {
    coordinator.register(NODE, LOAD, Optional.of("worker_n_0"));
    RegisterWorkerRequest request = registry.registrations.get(0);
    assertThat(request.getIsRecoveryRegistration()).isTrue();
    assertThat(request.getPreviousWorkerId()).isEqualTo("worker_n_0");
  }

  @Test
  void a_heartbeat_tells_the_state() throws Exception {
    String worker = coordinator.register(NODE, LOAD, Optional.empty()).workerId();
    assertThat(coordinator.heartbeat(worker, NODE, BEAT)).isEqualTo(new Heard(false, 1, 0));
    assertThat(registry.heartbeats)
        .containsExactly(
            WorkerHeartbeatRequest.newBuilder()
                .setWorkerId(worker)
                .setMemPoolAvailableSize(60)
                .setAcceptingNewRequests(true)
                .setStateVersion(1)
                .setStateChecksum("sum")
                .addRegisteredArtifactIds("cgid:a")
                .setLastSuccessfulSync(77)
                .setCapabilityFlags(0)
                .setGlobalStoreStatus(ConnectionStatus.CONNECTION_STATUS_CONNECTED)
                .setDaemonId("d")
                .build());
  }

  @Test
  void a_farewell_is_graceful_and_repeatable() throws Exception {
    String worker = coordinator.register(NODE, LOAD, Optional.empty()).workerId();
    coordinator.unregister(worker, "id");
    coordinator.unregister(worker, "id");
    assertThat(registry.farewells)
        .hasSize(2)
        .contains(
            UnregisterWorkerRequest.newBuilder()
                .setWorkerId(worker)
                .setIsGracefulShutdown(true)
                .setClientRequestId("id")
                .build());
  }

  @Test
  void an_unknown_worker_has_lost_its_identity() {
    assertFails(Kind.IDENTITY, () -> coordinator.heartbeat("nobody", NODE, BEAT));
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, CONNECTIVITY, CONNECTIVITY",
    "RESOURCE_EXHAUSTED, CONNECTIVITY, CONNECTIVITY",
    "ABORTED, CONFLICT, CONFLICT",
    "FAILED_PRECONDITION, IDENTITY, REFUSED",
    "NOT_FOUND, IDENTITY, OTHER",
    "UNAUTHENTICATED, REFUSED, REFUSED",
    "INVALID_ARGUMENT, REFUSED, REFUSED",
    "INTERNAL, OTHER, OTHER"
  })
  void each_status_has_its_meaning(String code, Kind onHeartbeat, Kind onRegistration) {
    registry.failure =
        Optional.of(
            io.grpc.Status.fromCode(io.grpc.Status.Code.valueOf(code)).withDescription("why"));
    assertFails(onHeartbeat, () -> coordinator.heartbeat("w", NODE, BEAT));
    assertFails(onRegistration, () -> coordinator.register(NODE, LOAD, Optional.empty()));
    assertFails(onRegistration, () -> coordinator.greet());
  }

  @ParameterizedTest
  @CsvSource({
    "STATUS_ERROR, OTHER",
    "STATUS_UNSPECIFIED, OTHER",
    "STATUS_TOO_MANY_REQUESTS, CONNECTIVITY",
    "STATUS_TIMED_OUT, CONNECTIVITY"
  })
  void each_status_in_the_message_has_its_meaning(Status status, Kind kind) {
    registry.registrationStatus = status;
    assertFails(kind, () -> coordinator.register(NODE, LOAD, Optional.empty()));
  }

  @Test
  void an_answer_without_state_version_is_not_one() {
    registry.stateVersion = 0;
    assertFails(Kind.OTHER, () -> coordinator.register(NODE, LOAD, Optional.empty()));
  }

  @Test
  void a_coordinator_that_hangs_is_given_up() {
    registry.silent = true;
    assertFails(Kind.CONNECTIVITY, () -> coordinator.heartbeat("w", NODE, BEAT));
  }

  @Test
  void a_coordinator_that_is_not_there_is_given_up() throws Exception {
    registry.close();
    assertFails(Kind.CONNECTIVITY, () -> coordinator.greet());
  }

  @Test
  void an_unhealthy_coordinator_is_not_used() {
    registry.health = Status.STATUS_ERROR;
    assertFails(Kind.OTHER, () -> coordinator.greet());
  }

  @Test
  void the_cluster_token_goes_with_each_call_and_must_be_known() throws Exception {
    try (GrpcCoordinator with = coordinatorWith(Optional.of("secret"))) {
      registry.clusterToken = "secret";
      with.greet();
      with.register(NODE, LOAD, Optional.empty());
      assertThat(registry.tokens).containsExactly(Optional.of("secret"), Optional.of("secret"));

      registry.clusterToken = "other";
      assertFails(Kind.REFUSED, with::greet);
      registry.clusterToken = "";
      assertFails(Kind.REFUSED, with::greet);
    }
  }

  @Test
  void each_answer_tells_its_origin_also_when_it_is_a_failure() throws Exception {
    registry.origin = Optional.of(new Origin("c1", 3, 40));
    coordinator.greet();
    assertThat(origins).containsExactly(new Origin("c1", 3, 40));
    registry.failure = Optional.of(io.grpc.Status.UNAVAILABLE);
    assertFails(Kind.CONNECTIVITY, () -> coordinator.greet());
    assertThat(origins).hasSize(2);
  }

  @Test
  void without_a_token_none_is_sent() throws Exception {
    coordinator.greet();
    assertThat(registry.tokens).containsExactly(Optional.empty());
  }

  private GrpcCoordinator coordinatorWith(Optional<String> token) {
    Connector plain = Connector.plain().origins(origins::add);
    Connector connector = token.map(plain::token).orElse(plain);
    return new GrpcCoordinator(
        connector.connect(Endpoint.parse(registry.endpoint())), Duration.ofMillis(500), token);
  }

  private void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RegistryFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
        .hasMessageContaining(registry.endpoint());
  }
}
