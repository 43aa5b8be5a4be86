/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.roster.it.client.Daemon;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.ConnectionStatus;
import io.roster.wire.globalstore.v1.InstanceHeartbeatRequest;
import io.roster.wire.globalstore.v1.ListActiveInstancesRequest;
import io.roster.wire.globalstore.v1.ListActiveInstancesResponse.InstanceInfo;
import io.roster.wire.globalstore.v1.RegisterInstanceRequest;
import io.roster.wire.globalstore.v1.RegisterInstanceResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterInstanceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Engine processes beside the daemons: they register, beat, are listed, leave. */
@ParameterizedClass
@EnumSource(Product.class)
class InstancesIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(Setup.HEARTBEAT_TIMEOUT_SECONDS);

  private final Wire wire;
  private final Fleet fleet;
  private final Worker worker;
  private final String instance = Fresh.name("instance");

  InstancesIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    fleet = new Fleet(wire);
    worker = fleet.join();
  }

  @AfterEach
  void disconnect() {
    fleet.close();
    wire.close();
  }

  private RegisterInstanceRequest.Builder registration() {
    return RegisterInstanceRequest.newBuilder()
        .setInstanceId(instance)
        .setDaemonId(worker.daemon().id())
        .setEngine("vllm");
  }

  private RegisterInstanceResponse register(RegisterInstanceRequest.Builder request) {
    return wire.runtime().registerInstance(request.build());
  }

  private Status beat(InstanceHeartbeatRequest.Builder request) {
    return wire.runtime().instanceHeartbeat(request.build()).getStatus();
  }

  private InstanceHeartbeatRequest.Builder beat() {
    return InstanceHeartbeatRequest.newBuilder().setInstanceId(instance);
  }

  private Status unregister(String id) {
    return wire.runtime()
        .unregisterInstance(
            UnregisterInstanceRequest.newBuilder()
                .setInstanceId(id)
                .setIsGracefulShutdown(true)
                .build())
        .getStatus();
  }

  private List<InstanceInfo> list(ListActiveInstancesRequest.Builder request) {
    return wire.runtime().listActiveInstances(request.build()).getInstancesList();
  }

  private Optional<InstanceInfo> find(ListActiveInstancesRequest.Builder request) {
    return list(request).stream().filter(each -> each.getInstanceId().equals(instance)).findFirst();
  }

  private InstanceInfo listed() {
    return find(ListActiveInstancesRequest.newBuilder()).orElseThrow();
  }

  private boolean isListed() {
    return find(ListActiveInstancesRequest.newBuilder()).isPresent();
  }

  @Test
  void an_instance_registers_and_is_told_how_often_to_beat() {
    RegisterInstanceResponse answer = register(registration());

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getInstanceId()).isEqualTo(instance);
    assertThat(answer.getHeartbeatIntervalMs()).isEqualTo(Setup.HEARTBEAT_INTERVAL_SECONDS * 1_000);
  }

  @Test
  void what_was_registered_is_listed() {
    register(
        registration()
            .setWorkerId("worker-of-its-own-choice")
            .setSignalsEndpoint("10.3.0.1:7000")
            .putLabels("model", "llama")
            .putLabels("rank", "0")
            .setCapabilityFlags(1L << 63 | 2)
            .setExecutionEndpoint("10.3.0.1:8000")
            .setExecutionHostKind("process"));

    InstanceInfo info = listed();

    assertThat(info.getDaemonId()).isEqualTo(worker.daemon().id());
    assertThat(info.getWorkerId()).isEqualTo("worker-of-its-own-choice");
    assertThat(info.getEngine()).isEqualTo("vllm");
    assertThat(info.getSignalsEndpoint()).isEqualTo("10.3.0.1:7000");
    assertThat(info.getLabelsMap()).containsOnlyKeys("model", "rank").containsValue("llama");
    assertThat(info.getCapabilityFlags()).isEqualTo(1L << 63 | 2);
    assertThat(info.getExecutionEndpoint()).isEqualTo("10.3.0.1:8000");
    assertThat(info.getExecutionHostKind()).isEqualTo("process");
    assertThat(info.getStatus()).isEqualTo(ConnectionStatus.CONNECTION_STATUS_CONNECTED);
    assertThat(Instant.ofEpochSecond(info.getLastHeartbeatTs().getSeconds()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
  }

  @Test
  void an_instance_names_itself_its_daemon_and_its_engine() {
    assertRefused(registration().clearInstanceId());
    assertRefused(registration().clearDaemonId());
    assertRefused(registration().clearEngine());
    assertThat(isListed()).isFalse();
  }

  private void assertRefused(RegisterInstanceRequest.Builder request) {
    assertThat(statusOf(() -> register(request)).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void the_worker_of_its_daemon_is_found_when_none_is_named() {
    register(registration());

    assertThat(listed().getWorkerId()).isEqualTo(worker.id());
  }

  @Test
  void a_daemon_that_is_not_registered_has_no_worker() {
    register(registration().setDaemonId(Fresh.name("daemon")));

    assertThat(listed().getWorkerId()).isEmpty();
  }

  @Test
  void a_beat_finds_the_worker_that_was_not_there_before() {
    Daemon late = Daemon.fresh();
    register(registration().setDaemonId(late.id()));
    String found = wire.register(late).getWorkerId();

    assertThat(beat(beat())).isEqualTo(Status.STATUS_OK);

    await().untilAsserted(() -> assertThat(listed().getWorkerId()).isEqualTo(found));
  }

  @Test
  void a_beat_may_name_the_worker() {
    register(registration());

    beat(beat().setWorkerId("another-worker"));

    await().untilAsserted(() -> assertThat(listed().getWorkerId()).isEqualTo("another-worker"));
  }

  @Test
  void registering_again_replaces_what_was_said() {
    register(registration().putLabels("old", "1").setCapabilityFlags(2));

    register(registration().setEngine("sglang").putLabels("new", "1").setCapabilityFlags(4));

    assertThat(listed().getEngine()).isEqualTo("sglang");
    assertThat(listed().getLabelsMap()).containsOnlyKeys("new");
    assertThat(listed().getCapabilityFlags()).isEqualTo(4);
  }

  @Test
  void capabilities_change_only_when_they_are_sent() {
    register(registration().setCapabilityFlags(6));

    beat(beat());
    assertThat(listed().getCapabilityFlags()).isEqualTo(6);

    beat(beat().setCapabilityFlags(0));
    await().untilAsserted(() -> assertThat(listed().getCapabilityFlags()).isZero());
  }

  @Test
  void all_the_required_capabilities_are_required() {
    register(registration().setCapabilityFlags(1L << 1 | 1L << 63));

    assertThat(find(required(1L << 1))).isPresent();
    assertThat(find(required(1L << 63))).isPresent();
    assertThat(find(required(1L << 1 | 1L << 2))).isEmpty();
  }

  private static ListActiveInstancesRequest.Builder required(long flags) {
    return ListActiveInstancesRequest.newBuilder().setRequiredCapabilityFlags(flags);
  }

  @Test
  void a_beat_needs_a_known_instance() {
    assertThat(beat(beat())).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(statusOf(() -> beat(beat().clearInstanceId())).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void an_instance_leaves() {
    register(registration());

    assertThat(unregister(instance)).isEqualTo(Status.STATUS_OK);

    assertThat(isListed()).isFalse();
    assertThat(find(ListActiveInstancesRequest.newBuilder().setIncludeUnavailable(true))).isEmpty();
    assertThat(unregister(Fresh.name("instance"))).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void an_instance_that_left_comes_back_by_registering() {
    register(registration());
    unregister(instance);

    assertThat(register(registration()).getStatus()).isEqualTo(Status.STATUS_OK);

    assertThat(isListed()).isTrue();
  }

  @Test
  void an_instance_that_beats_stays_and_one_that_is_silent_goes() {
    register(registration());
    String silent = Fresh.name("instance");
    register(registration().setInstanceId(silent));

    await()
        .atMost(TIMEOUT.multipliedBy(5))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              beat(beat());
              return list(ListActiveInstancesRequest.newBuilder()).stream()
                  .noneMatch(each -> each.getInstanceId().equals(silent));
            });

    assertThat(isListed()).isTrue();
  }

  @Test
  void an_instance_that_is_silent_for_good_is_not_listed_even_among_the_unavailable() {
    register(registration());

    await()
        .atMost(TIMEOUT.multipliedBy(5))
        .until(
            () ->
                find(ListActiveInstancesRequest.newBuilder().setIncludeUnavailable(true))
                    .isEmpty());
  }
}
