/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Transports.millis;
import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.grpc.Status.Code;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Replica;
import io.roster.it.client.Transports;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.TransportSchedulingGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfers that belong together: what a group promises, and who is served first. */
@ParameterizedClass
@EnumSource(Product.class)
class TransportGroupIT {

  /** Nothing shows that a request stands in the queue, but it does not take longer than this. */
  private static final Duration QUEUED = Duration.ofMillis(700);

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Wire wire;
  private final Transports transports;
  private final Fleet fleet;
  private final Worker worker;
  private final Replica replica;
  private final ExecutorService waiting = Executors.newCachedThreadPool();
  private final Queue<Served> served = new ConcurrentLinkedQueue<>();

  /** Who got a slot, in the order in which they did. */
  private record Served(String name, String transport) {}

  TransportGroupIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    transports = new Transports(wire);
    fleet = new Fleet(wire);
    worker = fleet.join();
    replica = Replica.of(worker.daemon());
  }

  @AfterEach
  void disconnect() {
    waiting.shutdownNow();
    fleet.close();
    wire.close();
  }

  private String register(Replica each, Worker holder) {
    return wire.register(each.registration(holder.id()));
  }

  private static TransportSchedulingGroup group(String id, int parts) {
    return TransportSchedulingGroup.newBuilder()
        .setGroupId(id)
        .setGroupKind("test")
        .setTotalParts(parts)
        .setPartId("part-1")
        .setEpoch(1)
        .build();
  }

  private RequestReplicaTransportRequest.Builder part(TransportSchedulingGroup group) {
    return Transports.of(replica.artifact()).setSchedulingGroup(group);
  }

  private static TransportSchedulingGroup part(TransportSchedulingGroup group, int number) {
    return group.toBuilder().setPartId("part-" + number).build();
  }

  private Code refusalOf(RequestReplicaTransportRequest.Builder request) {
    return statusOf(() -> transports.request(request)).getCode();
  }

  // The contract

  static Stream<Arguments> incompleteGroups() {
    return Stream.of(
        incomplete("no group", TransportSchedulingGroup.Builder::clearGroupId),
        incomplete("a blank group", group -> group.setGroupId("  ")),
        incomplete("no kind", TransportSchedulingGroup.Builder::clearGroupKind),
        incomplete("a blank kind", group -> group.setGroupKind("  ")),
        incomplete("no part", TransportSchedulingGroup.Builder::clearPartId),
        incomplete("a blank part", group -> group.setPartId("  ")),
        incomplete("no number of parts", TransportSchedulingGroup.Builder::clearTotalParts));
  }

  private static Arguments incomplete(
      String name, Consumer<TransportSchedulingGroup.Builder> mistake) {
    return arguments(name, mistake);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("incompleteGroups")
  void a_group_must_be_described_in_full(
      String name, Consumer<TransportSchedulingGroup.Builder> mistake) {
    register(replica, worker);
    TransportSchedulingGroup.Builder group = group(Fresh.name("group"), 2).toBuilder();
    mistake.accept(group);

    assertThat(refusalOf(part(group.build()))).as(name).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void the_parts_of_a_group_are_served_one_by_one() {
    register(replica, worker);
    TransportSchedulingGroup group = group(Fresh.name("group"), 2);

    assertThat(transports.hold(part(part(group, 1))))
        .isNotEqualTo(transports.hold(part(part(group, 2))));
  }

  @Test
  void a_group_fetches_one_artifact() {
    TransportSchedulingGroup group = group(Fresh.name("group"), 2);
    register(replica, worker);
    Replica other = Replica.of(worker.daemon());
    register(other, worker);
    transports.hold(part(group));

    assertThat(refusalOf(Transports.of(other.artifact()).setSchedulingGroup(part(group, 2))))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void a_group_fetches_one_view() {
    TransportSchedulingGroup group = group(Fresh.name("group"), 2);
    register(replica, worker);
    Replica view = replica.ofView("view-1");
    register(view, worker);
    transports.hold(part(group));

    assertThat(refusalOf(part(part(group, 2)).setRequestedByteSpace(view.byteSpace())))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void a_group_has_one_number_of_parts() {
    TransportSchedulingGroup group = group(Fresh.name("group"), 2);
    register(replica, worker);
    transports.hold(part(group));

    assertThat(refusalOf(part(part(group, 2).toBuilder().setTotalParts(3).build())))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void a_part_is_asked_for_by_one_request_only() {
    TransportSchedulingGroup group = group(Fresh.name("group"), 2);
    register(replica, worker);
    RequestReplicaTransportRequest.Builder first = part(group);
    String transport = transports.hold(first);

    assertThat(refusalOf(part(group))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(transports.hold(first)).as("the request itself, again").isEqualTo(transport);
  }

  @Test
  void the_contract_holds_beyond_the_end_of_the_transfer() {
    TransportSchedulingGroup group = group(Fresh.name("group"), 2);
    register(replica, worker);
    transports.complete(transports.hold(part(group)));

    assertThat(refusalOf(part(group))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusalOf(part(part(group, 2).toBuilder().setTotalParts(3).build())))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void the_contract_holds_for_those_who_wait_too() {
    TransportSchedulingGroup group = group(Fresh.name("group"), 2);
    register(replica.withSlots(1), worker);
    transports.hold(replica.artifact());
    queue("first", part(group));

    assertThat(refusalOf(part(group))).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void each_epoch_and_each_kind_is_a_group_of_its_own() {
    TransportSchedulingGroup group = group(Fresh.name("group"), 2);
    register(replica.withSlots(8), worker);
    transports.hold(part(group));

    assertThat(transports.request(part(group.toBuilder().setEpoch(2).setTotalParts(3).build())))
        .extracting(RequestReplicaTransportResponse::getStatus)
        .isEqualTo(Status.STATUS_OK);
    assertThat(transports.request(part(group.toBuilder().setGroupKind("other").build())))
        .extracting(RequestReplicaTransportResponse::getStatus)
        .isEqualTo(Status.STATUS_OK);
    assertThat(transports.request(part(group.toBuilder().setEpoch(-1L).build())))
        .extracting(RequestReplicaTransportResponse::getStatus)
        .isEqualTo(Status.STATUS_OK);
  }

  @Test
  void the_parts_of_one_version_may_be_different_artifacts() {
    TransportSchedulingGroup version =
        group(Fresh.name("group"), 3).toBuilder().setGroupKind("tp_version").build();
    Replica other = Replica.of(worker.daemon());
    Replica view = replica.ofView("view-1");
    register(replica, worker);
    register(other, worker);
    register(view, worker);

    transports.hold(part(version));
    transports.hold(Transports.of(other.artifact()).setSchedulingGroup(part(version, 2)));
    transports.hold(part(part(version, 3)).setRequestedByteSpace(view.byteSpace()));

    assertThat(refusalOf(part(part(version, 4).toBuilder().setTotalParts(4).build())))
        .as("but their number is fixed")
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  // Who is served first

  /** Lets a request wait in the queue; who is served is told in {@link #served}. */
  private void queue(String name, RequestReplicaTransportRequest.Builder request) {
    RequestReplicaTransportRequest patient =
        request.setWaitTimeoutDur(millis(LIMIT.toMillis())).build();
    waiting.execute(
        () -> {
          RequestReplicaTransportResponse answer = transports.request(patient.toBuilder());
          if (answer.getStatus() == Status.STATUS_OK) {
            served.add(new Served(name, answer.getTransportId()));
          }
        });
    await().pollDelay(QUEUED).until(() -> true);
  }

  /** Frees the one slot, and again each time it was taken; tells in which order it was. */
  private List<String> order(String held, int waiters) {
    String holder = held;
    List<String> names = new ArrayList<>();
    for (int turn = 1; turn <= waiters; turn++) {
      int expected = turn;
      transports.complete(holder);
      await().atMost(LIMIT).until(() -> served.size() == expected);
      Served next = List.copyOf(served).get(turn - 1);
      names.add(next.name());
      holder = next.transport();
    }
    return names;
  }

  /** The only slot there is, taken. */
  private String crowded() {
    register(replica.withSlots(1), worker);
    return transports.hold(replica.artifact());
  }

  private void succeed(TransportSchedulingGroup part) {
    transports.complete(transports.hold(part(part)));
  }

  @Test
  void those_who_wait_are_served_in_the_order_in_which_they_came() {
    String held = crowded();
    queue("first", Transports.of(replica.artifact()));
    queue("second", Transports.of(replica.artifact()));
    queue("third", Transports.of(replica.artifact()));

    assertThat(order(held, 3)).containsExactly("first", "second", "third");
  }

  @Test
  void a_higher_priority_is_served_first() {
    String held = crowded();
    TransportSchedulingGroup low = group(Fresh.name("group"), 2);
    TransportSchedulingGroup high =
        group(Fresh.name("group"), 2).toBuilder().setPriority(9).build();
    queue("low", part(low));
    queue("high", part(high));

    assertThat(order(held, 2)).containsExactly("high", "low");
  }

  @Test
  void a_group_that_never_got_anything_is_served_before_one_that_just_did() {
    TransportSchedulingGroup lucky = group(Fresh.name("group"), 8);
    TransportSchedulingGroup starving = group(Fresh.name("group"), 8);
    register(replica.withSlots(1), worker);
    succeed(lucky);
    String held = transports.hold(replica.artifact());
    queue("lucky", part(part(lucky, 2)));
    queue("starving", part(starving));

    assertThat(order(held, 2)).containsExactly("starving", "lucky");
  }

  @Test
  void a_starving_group_is_served_before_single_requests() {
    String held = crowded();
    queue("single", Transports.of(replica.artifact()));
    queue("group", part(group(Fresh.name("group"), 2)));

    assertThat(order(held, 2)).containsExactly("group", "single");
  }

  @Test
  void of_groups_that_are_about_equal_the_one_nearer_to_its_end_is_served_first() {
    TransportSchedulingGroup behind = group(Fresh.name("group"), 8);
    TransportSchedulingGroup ahead = group(Fresh.name("group"), 8);
    register(replica.withSlots(1), worker);
    succeed(behind);
    succeed(part(ahead, 1));
    succeed(part(ahead, 2));
    String held = transports.hold(replica.artifact());
    queue("behind", part(part(behind, 2)));
    queue("ahead", part(part(ahead, 3)));

    assertThat(order(held, 2)).containsExactly("ahead", "behind");
  }

  @Test
  void a_group_that_is_far_behind_is_served_before_one_that_is_far_ahead() {
    TransportSchedulingGroup behind = group(Fresh.name("group"), 8);
    TransportSchedulingGroup ahead = group(Fresh.name("group"), 2);
    register(replica.withSlots(1), worker);
    succeed(behind);
    succeed(ahead);
    String held = transports.hold(replica.artifact());
    queue("ahead", part(part(ahead, 2)));
    queue("behind", part(part(behind, 2)));

    assertThat(order(held, 2)).containsExactly("behind", "ahead");
  }

  // How the load of a group is spread

  private List<String> sourcesOf(int parts) {
    TransportSchedulingGroup group = group(Fresh.name("group"), parts);
    List<String> sources = new ArrayList<>();
    for (int number = 1; number <= parts; number++) {
      RequestReplicaTransportResponse granted = transports.request(part(part(group, number)));
      assertThat(granted.getStatus()).isEqualTo(Status.STATUS_OK);
      sources.add(granted.getRemoteMemoryInfo().getReplicaId());
    }
    return sources;
  }

  @Test
  void a_group_with_three_sources_does_not_lean_on_the_best_one_alone() {
    String gpu = register(replica.withSlots(100), worker);
    List<String> slow = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Worker holder = fleet.join();
      slow.add(
          register(
              replica.at(holder.daemon()).in(MemoryType.MEMORY_TYPE_RAM).withSlots(100), holder));
    }

    assertThat(sourcesOf(3)).containsExactlyInAnyOrder(gpu, slow.get(0), slow.get(1));
  }

  @Test
  void a_group_with_two_sources_may_lean_on_the_better_one() {
    String gpu = register(replica.withSlots(100), worker);
    Worker holder = fleet.join();
    register(replica.at(holder.daemon()).in(MemoryType.MEMORY_TYPE_RAM).withSlots(100), holder);

    assertThat(sourcesOf(3)).containsOnly(gpu);
  }

  @Test
  void single_requests_lean_on_the_best_source() {
    String gpu = register(replica.withSlots(100), worker);
    for (int i = 0; i < 2; i++) {
      Worker holder = fleet.join();
      register(replica.at(holder.daemon()).in(MemoryType.MEMORY_TYPE_RAM).withSlots(100), holder);
    }

    for (int i = 0; i < 3; i++) {
      assertThat(transports.request(replica.artifact()).getRemoteMemoryInfo().getReplicaId())
          .isEqualTo(gpu);
    }
  }
}
