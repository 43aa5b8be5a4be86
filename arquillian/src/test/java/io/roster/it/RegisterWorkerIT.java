/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.roster.it.client.Daemon;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.ConnectionStatus;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse.WorkerInfo;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RegisterWorker as a daemon meets it. */
@ParameterizedClass
@EnumSource(Product.class)
class RegisterWorkerIT {

  private final Wire wire;

  RegisterWorkerIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
  }

  @AfterEach
  void disconnect() {
    wire.close();
  }

  private RegisterWorkerResponse register(RegisterWorkerRequest.Builder request) {
    return wire.runtime().registerWorker(request.build());
  }

  private io.grpc.Status refusalOf(RegisterWorkerRequest.Builder request) {
    return statusOf(() -> register(request));
  }

  @Test
  void a_new_daemon_gets_an_id_that_names_its_node() {
    Daemon daemon = Daemon.fresh();

    RegisterWorkerResponse answer = wire.register(daemon);

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getWorkerId()).matches("worker_" + daemon.node() + "_[0-9a-f]{8}");
    assertThat(answer.getHeartbeatIntervalMs()).isEqualTo(Setup.HEARTBEAT_INTERVAL_SECONDS * 1_000);
    assertThat(answer.getStateSyncRequired()).isFalse();
    assertThat(answer.getExpectedStateVersion()).isEqualTo(1);
    assertThat(answer.getReconcileGeneration()).isEqualTo(1);
  }

  @Test
  void what_was_registered_is_listed() {
    Daemon daemon = Daemon.fresh();
    String worker =
        register(
                daemon
                    .registration()
                    .setMemPoolTotalSize(-1L)
                    .setMemPoolAvailableSize(7)
                    .setCapabilityFlags(1L << 63 | 2))
            .getWorkerId();

    WorkerInfo listed = wire.find(worker).orElseThrow();

    assertThat(listed.getDaemonId()).isEqualTo(daemon.id());
    assertThat(listed.getNodeId()).isEqualTo(daemon.node());
    assertThat(listed.getNodeAddress()).isEqualTo(daemon.address());
    assertThat(listed.getGrpcPort()).isEqualTo(daemon.grpcPort());
    assertThat(listed.getP2PPort()).isEqualTo(daemon.grpcPort() + 1);
    assertThat(listed.getMemPoolTotalSize()).as("the largest unsigned number").isEqualTo(-1L);
    assertThat(listed.getMemPoolAvailableSize()).isEqualTo(7);
    assertThat(listed.getCapabilityFlags()).isEqualTo(1L << 63 | 2);
    assertThat(listed.getAcceptingNewRequests()).isTrue();
    assertThat(listed.getStateVersion()).isEqualTo(1);
    assertThat(listed.getStatus()).isEqualTo(ConnectionStatus.CONNECTION_STATUS_CONNECTED);
    assertThat(listed.getLastHeartbeatTs().getNanos()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \t"})
  void a_missing_daemon_id_is_told_inside_the_message_before_anything_else(String id) {
    RegisterWorkerRequest.Builder wrongInEveryWay =
        RegisterWorkerRequest.newBuilder().setDaemonId(id).setNodeAddress("127.0.0.1");

    assertThat(register(wrongInEveryWay).getStatus()).isEqualTo(Status.STATUS_ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "::",
        "::1",
        "[::]",
        "*",
        "localhost",
        " LocalHost ",
        "IP6-localhost"
      })
  void an_address_that_other_nodes_cannot_reach_is_refused(String address) {
    io.grpc.Status refusal = refusalOf(Daemon.fresh().registration().setNodeAddress(address));

    assertThat(refusal.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.getDescription()).contains("node_address");
  }

  @Test
  void a_host_name_is_an_address_too() {
    Daemon daemon = Daemon.fresh();

    RegisterWorkerResponse answer =
        register(daemon.registration().setNodeAddress(daemon.id() + ".gpu.example.com"));

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, -1})
  void a_port_that_does_not_exist_is_refused(int port) {
    assertThat(refusalOf(Daemon.fresh().registration().setGrpcPort(port)).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusalOf(Daemon.fresh().registration().setP2PPort(port)).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void a_missing_node_id_is_refused() {
    assertThat(refusalOf(Daemon.fresh().registration().setNodeId("")).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void names_that_cannot_be_stored_are_refused() {
    assertThat(refusalOf(Daemon.fresh().registration().setNodeId("a\u0000b")).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusalOf(Daemon.fresh().registration().setDaemonId("d".repeat(100_000))).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void a_daemon_that_registers_again_keeps_its_id_and_opens_a_generation() {
    Daemon daemon = Daemon.fresh();
    RegisterWorkerResponse first = wire.register(daemon);

    RegisterWorkerResponse second =
        register(daemon.registration().setMemPoolAvailableSize(1).setCapabilityFlags(4));

    assertThat(second.getWorkerId()).isEqualTo(first.getWorkerId());
    assertThat(second.getReconcileGeneration()).isEqualTo(first.getReconcileGeneration() + 1);
    assertThat(second.getExpectedStateVersion()).isEqualTo(1);
    WorkerInfo listed = wire.find(first.getWorkerId()).orElseThrow();
    assertThat(listed.getMemPoolAvailableSize()).isEqualTo(1);
    assertThat(listed.getCapabilityFlags()).isEqualTo(4);
  }

  @Test
  void a_daemon_that_left_and_comes_back_keeps_its_id() {
    Daemon daemon = Daemon.fresh();
    RegisterWorkerResponse first = wire.register(daemon);
    wire.unregister(first.getWorkerId());

    RegisterWorkerResponse second = wire.register(daemon);

    assertThat(second.getWorkerId()).isEqualTo(first.getWorkerId());
    assertThat(second.getReconcileGeneration()).isEqualTo(2);
    assertThat(second.getExpectedStateVersion()).isEqualTo(1);
    assertThat(wire.find(first.getWorkerId())).isPresent();
  }

  @Test
  void a_daemon_that_stopped_accepting_accepts_again_when_it_registers_again() {
    Daemon daemon = Daemon.fresh();
    String worker = wire.register(daemon).getWorkerId();
    wire.runtime().workerHeartbeat(Wire.beatOf(worker).setAcceptingNewRequests(false).build());

    wire.register(daemon);

    assertThat(wire.find(worker).orElseThrow().getAcceptingNewRequests()).isTrue();
  }

  @Test
  void the_daemon_that_registers_on_an_endpoint_last_has_it() {
    Daemon holder = Daemon.fresh();
    String held = wire.register(holder).getWorkerId();

    RegisterWorkerResponse taken = wire.register(holder.rival());

    assertThat(taken.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(taken.getWorkerId()).isNotEqualTo(held);
    assertThat(wire.find(held)).isEmpty();
    assertThat(wire.find(taken.getWorkerId())).isPresent();
    assertThat(wire.beat(held).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void a_daemon_that_moves_to_anothers_endpoint_keeps_its_own_id() {
    Daemon mover = Daemon.fresh();
    Daemon holder = Daemon.fresh();
    String moving = wire.register(mover).getWorkerId();
    String held = wire.register(holder).getWorkerId();

    RegisterWorkerResponse moved = wire.register(mover.at(holder));

    assertThat(moved.getWorkerId()).isEqualTo(moving);
    assertThat(wire.find(held)).isEmpty();
    assertThat(wire.find(moving).orElseThrow().getNodeAddress()).isEqualTo(holder.address());
  }

  @Test
  void a_recovering_daemon_keeps_its_id_and_is_told_to_reconcile() {
    Daemon daemon = Daemon.fresh();
    String worker = wire.register(daemon).getWorkerId();

    RegisterWorkerResponse recovered = register(daemon.recovery().setPreviousWorkerId(worker));

    assertThat(recovered.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(recovered.getWorkerId()).isEqualTo(worker);
    assertThat(recovered.getStateSyncRequired()).isTrue();
    assertThat(recovered.getReconcileGeneration()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "worker_of-nobody_00000000", "\u0000"})
  void a_recovering_daemon_need_not_know_who_it_was(String previous) {
    RegisterWorkerResponse recovered =
        register(Daemon.fresh().recovery().setPreviousWorkerId(previous));

    assertThat(recovered.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(recovered.getStateSyncRequired()).isTrue();
  }

  @Test
  void a_recovering_daemon_cannot_become_anothers_worker() {
    String foreign = wire.register(Daemon.fresh()).getWorkerId();

    RegisterWorkerResponse answer =
        register(Daemon.fresh().recovery().setPreviousWorkerId(foreign));

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_ERROR);
    assertThat(wire.find(foreign)).isPresent();
  }

  @Test
  void the_mistakes_of_a_recovering_daemon_are_told_inside_the_message() {
    assertThat(register(Daemon.fresh().recovery().setNodeId("")).getStatus())
        .isEqualTo(Status.STATUS_ERROR);
    assertThat(register(Daemon.fresh().recovery().setGrpcPort(0)).getStatus())
        .isEqualTo(Status.STATUS_ERROR);
    assertThat(register(Daemon.fresh().recovery().setNodeAddress("localhost")).getStatus())
        .isEqualTo(Status.STATUS_ERROR);
  }

  @Test
  void an_unreachable_ip_is_refused_before_recovery_is_looked_at() {
    assertThat(refusalOf(Daemon.fresh().recovery().setNodeAddress("127.0.0.1")).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }
}
