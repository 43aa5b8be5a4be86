/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Transports.millis;
import static io.roster.it.client.Wire.statusOf;
import static io.roster.wire.globalstore.v1.TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_CANCELLED;
import static io.roster.wire.globalstore.v1.TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_EXPIRED;
import static io.roster.wire.globalstore.v1.TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_FAILED;
import static io.roster.wire.globalstore.v1.TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_SUCCESS;
import static io.roster.wire.globalstore.v1.TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_UNSPECIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Race;
import io.roster.it.client.Replica;
import io.roster.it.client.Transports;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaTransportMetadata.ExportState;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableRequest;
import io.roster.wire.globalstore.v1.QueryTransportWindowRequest;
import io.roster.wire.globalstore.v1.QueryTransportWindowResponse;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.TransportCompletionOutcome;
import io.roster.wire.globalstore.v1.TransportWindowRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RequestReplicaTransport, CompleteReplicaTransport, QueryTransportWindow: who fetches from whom.
 */
@ParameterizedClass
@EnumSource(Product.class)
class TransportIT {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final Wire wire;
  private final Transports transports;
  private final Fleet fleet;
  private final Worker worker;
  private final Replica replica;

  TransportIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    transports = new Transports(wire);
    fleet = new Fleet(wire);
    worker = fleet.join();
    replica = Replica.of(worker.daemon());
  }

  @AfterEach
  void disconnect() {
    fleet.close();
    wire.close();
  }

  /** Makes the replica known as one of its own daemon's worker; returns its id. */
  private String register(Replica each, Worker holder) {
    return wire.register(each.registration(holder.id()));
  }

  private String register() {
    return register(replica, worker);
  }

  private RequestReplicaTransportRequest.Builder request() {
    return Transports.of(replica.artifact());
  }

  private Status ask() {
    return transports.request(replica.artifact()).getStatus();
  }

  private String sourceOf(RequestReplicaTransportResponse granted) {
    assertThat(granted.getStatus()).isEqualTo(Status.STATUS_OK);
    return granted.getRemoteMemoryInfo().getReplicaId();
  }

  private String nextSource() {
    return sourceOf(transports.request(replica.artifact()));
  }

  private void assertRefused(RequestReplicaTransportRequest.Builder wrong) {
    assertThat(statusOf(() -> transports.request(wrong)).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  // What is asked for

  @Test
  void a_source_is_named_with_everything_that_it_takes_to_fetch() {
    String id = register();

    RequestReplicaTransportResponse granted = transports.request(request());

    assertThat(granted.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(granted.getTransportId()).satisfies(UUID::fromString);
    MemoryInfo source = granted.getRemoteMemoryInfo();
    assertThat(source.getReplicaId()).isEqualTo(id);
    assertThat(source.getNodeId()).isEqualTo(worker.daemon().node());
    assertThat(source.getNodeAddress()).isEqualTo(worker.daemon().address());
    assertThat(source.getNodePort()).isEqualTo(worker.daemon().p2pPort());
    assertThat(source.getMemorySize()).isEqualTo(replica.bytes());
    assertThat(source.getMemoryType()).isEqualTo(replica.memory());
    assertThat(source.getTransport()).isEqualTo(replica.transport());
  }

  @Test
  void what_nobody_holds_is_not_found_at_once() {
    long began = System.nanoTime();

    RequestReplicaTransportResponse answer =
        transports.request(request().setWaitTimeoutDur(millis(20_000)));

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
  }

  @Test
  void a_request_needs_a_name() {
    register();

    assertRefused(request().clearRequestId());
    assertRefused(request().setRequestId("  "));
  }

  @Test
  void a_request_for_a_view_names_it() {
    register();

    assertRefused(
        request()
            .setRequestedByteSpace(
                ByteSpaceRef.newBuilder().setKind(ByteSpaceKind.BYTE_SPACE_KIND_VIEW)));
    assertRefused(
        request().setRequestedByteSpace(ByteSpaceRef.newBuilder().setKindValue(99).setId("v")));
  }

  @Test
  void a_view_and_the_artifact_itself_are_not_mixed_up() {
    String canonical = register();
    Replica view = replica.ofView("view-1");
    String ofView = register(view, worker);

    assertThat(sourceOf(transports.request(request().setRequestedByteSpace(view.byteSpace()))))
        .isEqualTo(ofView);
    assertThat(sourceOf(transports.request(request().setRequestedByteSpace(replica.byteSpace()))))
        .isEqualTo(canonical);
    assertThat(nextSource()).as("no byte space at all").isEqualTo(canonical);
    assertThat(
            transports
                .request(request().setRequestedByteSpace(replica.ofView("view-2").byteSpace()))
                .getStatus())
        .isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void the_requesters_own_node_is_a_source_like_any_other() {
    String id = register();

    assertThat(
            sourceOf(
                transports.request(
                    request()
                        .setRequesterWorkerId(worker.id())
                        .setSourceNodeId(worker.daemon().node())
                        .setSourceAddress(worker.daemon().address())
                        .setSourcePort(worker.daemon().p2pPort())
                        .setLocalMemoryInfo(replica.memoryInfo()))))
        .isEqualTo(id);
  }

  // Slots and waiting

  @Test
  void a_source_serves_as_many_at_a_time_as_it_has_slots() {
    String id = register(replica.withSlots(3), worker);

    for (int slot = 1; slot <= 3; slot++) {
      transports.hold(replica.artifact());
      assertThat(transports.look(id).getCurrentRequests()).isEqualTo(slot);
    }

    assertThat(ask()).isEqualTo(Status.STATUS_TIMED_OUT);
    assertThat(transports.look(id).getCurrentRequests()).isEqualTo(3);
  }

  @Test
  void a_slot_is_free_again_when_its_transfer_is_over() {
    register(replica.withSlots(1), worker);

    assertThat(transports.complete(transports.hold(replica.artifact())))
        .isEqualTo(Status.STATUS_OK);

    assertThat(ask()).isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_request_that_does_not_wait_is_told_at_once() {
    register(replica.withSlots(1), worker);
    transports.hold(replica.artifact());
    long began = System.nanoTime();

    assertThat(ask()).isEqualTo(Status.STATUS_TIMED_OUT);
    assertThat(transports.request(request().setWaitTimeoutDur(millis(0))).getStatus())
        .isEqualTo(Status.STATUS_TIMED_OUT);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
  }

  @Test
  void a_request_waits_as_long_as_it_says() {
    register(replica.withSlots(1), worker);
    transports.hold(replica.artifact());
    long began = System.nanoTime();

    assertThat(transports.request(request().setWaitTimeoutDur(millis(800))).getStatus())
        .isEqualTo(Status.STATUS_TIMED_OUT);

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(750), Duration.ofSeconds(6));
  }

  @Test
  void a_request_that_waits_gets_the_next_free_slot() throws Exception {
    register(replica.withSlots(1), worker);
    String held = transports.hold(replica.artifact());
    CompletableFuture<RequestReplicaTransportResponse> waiting =
        CompletableFuture.supplyAsync(
            () -> transports.request(request().setWaitTimeoutDur(millis(20_000))));

    transports.complete(held);

    assertThat(waiting.get(10, TimeUnit.SECONDS).getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(ask()).isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void a_request_that_waits_sees_a_source_that_comes_up() throws Exception {
    register(replica.with(Replica.present()), worker);
    CompletableFuture<RequestReplicaTransportResponse> waiting =
        CompletableFuture.supplyAsync(
            () -> transports.request(request().setWaitTimeoutDur(millis(20_000))));

    register();

    assertThat(waiting.get(10, TimeUnit.SECONDS).getStatus()).isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_request_that_timed_out_takes_no_slot_later() {
    String id = register(replica.withSlots(1), worker);
    String held = transports.hold(replica.artifact());
    assertThat(transports.request(request().setWaitTimeoutDur(millis(300))).getStatus())
        .isEqualTo(Status.STATUS_TIMED_OUT);

    transports.complete(held);

    await()
        .during(Duration.ofMillis(600))
        .atMost(SOON)
        .until(() -> transports.look(id).getCurrentRequests() == 0);
  }

  @Test
  void a_client_that_gave_up_waiting_is_given_nothing() {
    String id = register(replica.withSlots(1), worker);
    String held = transports.hold(replica.artifact());
    ClientCall<RequestReplicaTransportRequest, RequestReplicaTransportResponse> call =
        wire.calls()
            .newCall(
                ClusterRuntimeServiceGrpc.getRequestReplicaTransportMethod(), CallOptions.DEFAULT);
    ClientCalls.asyncUnaryCall(
        call, request().setWaitTimeoutDur(millis(20_000)).build(), new Deaf<>());
    // On one connection the server hears one after the other: first the request, then this.
    assertThat(ask()).isEqualTo(Status.STATUS_TIMED_OUT);

    call.cancel("changed its mind", null);
    assertThat(transports.look(id).getCurrentRequests()).isEqualTo(1);
    transports.complete(held);

    await()
        .during(Duration.ofMillis(600))
        .atMost(SOON)
        .until(() -> transports.look(id).getCurrentRequests() == 0);
  }

  private static final class Deaf<T> implements StreamObserver<T> {
    @Override
    public void onNext(T answer) {
      // Nobody waits for it.
    }

    @Override
    public void onError(Throwable end) {
      // The end was asked for.
    }

    @Override
    public void onCompleted() {
      // Nobody waits for it.
    }
  }

  @Test
  void however_many_ask_at_once_no_source_is_overloaded() {
    String id = register(replica.withSlots(3), worker);

    List<Status> answers = Race.of(12, runner -> ask());

    assertThat(answers).filteredOn(Status.STATUS_OK::equals).hasSize(3);
    assertThat(answers).filteredOn(Status.STATUS_TIMED_OUT::equals).hasSize(9);
    assertThat(transports.look(id).getCurrentRequests()).isEqualTo(3);
  }

  // Which source may be used

  @Test
  void a_worker_that_left_is_no_source() {
    register();
    fleet.silence(worker);
    wire.unregister(worker.id());

    assertThat(ask()).isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void a_worker_that_takes_no_requests_is_no_source() {
    register();
    fleet.accepts(worker, false);
    assertThat(ask()).isEqualTo(Status.STATUS_TIMED_OUT);

    fleet.accepts(worker, true);
    // That it is willing again counts when it is written, a moment later; that it is not, at once.
    await().untilAsserted(() -> assertThat(ask()).isEqualTo(Status.STATUS_OK));
  }

  @Test
  void a_worker_that_fell_silent_is_no_source() {
    register();
    fleet.silence(worker);

    await()
        .atMost(Duration.ofSeconds(5L * Setup.HEARTBEAT_TIMEOUT_SECONDS))
        .until(() -> wire.find(worker.id()).isEmpty());

    assertThat(ask()).isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExportState.class,
      names = {"EXPORT_STATE_PRESENCE_ONLY", "EXPORT_STATE_DRAINING"})
  void a_replica_that_is_not_exportable_is_no_source(ExportState state) {
    register(replica.with(replica.transport().toBuilder().setExportState(state).build()), worker);

    assertThat(ask()).isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void a_replica_that_is_unavailable_is_no_source() {
    String id = register();
    wire.runtime()
        .markReplicaUnavailable(
            MarkReplicaUnavailableRequest.newBuilder().setReplicaId(id).build());

    assertThat(ask()).isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void a_source_that_cannot_be_used_does_not_stand_in_the_way_of_one_that_can() {
    Worker other = fleet.join();
    register(replica.with(Replica.present()), worker);
    String usable = register(replica.at(other.daemon()).in(MemoryType.MEMORY_TYPE_DISK), other);

    assertThat(nextSource()).isEqualTo(usable);
  }

  // Which source is taken first

  @Test
  void the_faster_memory_goes_first_however_busy() {
    String disk = register(replica.in(MemoryType.MEMORY_TYPE_DISK), worker);
    String ram = register(replica.in(MemoryType.MEMORY_TYPE_RAM).withSlots(1), worker);
    String gpu = register(replica.withSlots(2), worker);

    assertThat(nextSource()).isEqualTo(gpu);
    assertThat(nextSource()).isEqualTo(gpu);
    assertThat(nextSource()).isEqualTo(ram);
    assertThat(nextSource()).isEqualTo(disk);
  }

  @Test
  void the_less_loaded_source_goes_first() {
    Worker other = fleet.join();
    String one = register(replica.withSlots(4), worker);
    String two = register(replica.at(other.daemon()).withSlots(4), other);

    String first = nextSource();
    String second = nextSource();

    assertThat(List.of(first, second)).containsExactlyInAnyOrder(one, two);
  }

  @Test
  void of_two_that_are_idle_the_larger_goes_first() {
    Worker other = fleet.join();
    register(replica.withSlots(2), worker);
    String larger = register(replica.at(other.daemon()).withSlots(8), other);

    assertThat(nextSource()).isEqualTo(larger);
  }

  @Test
  void one_that_was_never_asked_goes_before_one_that_just_served() {
    Worker other = fleet.join();
    String larger = register(replica.withSlots(8), worker);
    String fresh = register(replica.at(other.daemon()).withSlots(2), other);
    RequestReplicaTransportResponse served = transports.request(replica.artifact());
    assertThat(sourceOf(served)).isEqualTo(larger);
    transports.complete(served.getTransportId());

    assertThat(nextSource()).isEqualTo(fresh);
  }

  @Test
  void one_on_an_idle_worker_goes_before_one_on_a_busy_worker() {
    Worker other = fleet.join();
    register(replica.withSlots(2), worker);
    transports.hold(replica.artifact());
    register(replica.onDevice(1).withSlots(8), worker);
    String onIdle = register(replica.at(other.daemon()).withSlots(1), other);

    assertThat(nextSource()).isEqualTo(onIdle);
  }

  // The same request again

  @Test
  void a_repeated_request_gets_the_same_transfer() {
    String id = register();
    RequestReplicaTransportRequest.Builder request = request();
    RequestReplicaTransportResponse first = transports.request(request);

    RequestReplicaTransportResponse again = transports.request(request);

    assertThat(again.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(again.getTransportId()).isEqualTo(first.getTransportId());
    assertThat(again.getRemoteMemoryInfo().getReplicaId()).isEqualTo(id);
    assertThat(transports.look(id).getCurrentRequests()).as("it is counted once").isEqualTo(1);
  }

  @Test
  void a_repeated_request_may_wait_for_another_time() {
    register();
    RequestReplicaTransportRequest.Builder request = request();
    String transport = transports.hold(request);

    assertThat(transports.hold(request.setWaitTimeoutDur(millis(5_000)))).isEqualTo(transport);
  }

  @Test
  void requests_of_one_name_that_meet_get_one_transfer() {
    String id = register(replica.withSlots(8), worker);
    RequestReplicaTransportRequest request = request().setWaitTimeoutDur(millis(5_000)).build();

    List<String> granted = Race.of(8, runner -> transports.hold(request.toBuilder()));

    assertThat(granted).containsOnly(granted.get(0));
    assertThat(transports.look(id).getCurrentRequests()).isEqualTo(1);
  }

  @Test
  void one_name_cannot_stand_for_two_requests() {
    register();
    RequestReplicaTransportRequest first =
        request().setRequesterWorkerId("one").setSourceNodeId("node").setSourcePort(1).build();
    transports.hold(first.toBuilder());

    io.grpc.Status refusal =
        statusOf(() -> transports.request(first.toBuilder().setRequesterWorkerId("two")));

    assertThat(refusal.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.getDescription())
        .contains("request_id=" + first.getRequestId())
        .contains("already used with different payload");
    assertRefused(first.toBuilder().setArtifactId("another-artifact"));
    assertRefused(first.toBuilder().setSourceNodeId("other"));
    assertRefused(first.toBuilder().setSourceAddress("10.9.9.9"));
    assertRefused(first.toBuilder().setSourcePort(2));
    assertRefused(first.toBuilder().setRequestedByteSpace(replica.ofView("view-1").byteSpace()));
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportCompletionOutcome.class,
      names = {
        "TRANSPORT_COMPLETION_OUTCOME_FAILED",
        "TRANSPORT_COMPLETION_OUTCOME_EXPIRED",
        "TRANSPORT_COMPLETION_OUTCOME_CANCELLED"
      })
  void the_name_of_a_request_that_did_not_succeed_can_be_used_again(
      TransportCompletionOutcome outcome) {
    register();
    RequestReplicaTransportRequest.Builder request = request();
    String first = transports.hold(request);
    transports.complete(first, outcome);

    assertThat(transports.hold(request)).isNotEqualTo(first);
  }

  @Test
  void the_name_of_a_request_that_succeeded_names_it_for_good() {
    String id = register();
    RequestReplicaTransportRequest.Builder request = request();
    String first = transports.hold(request);
    transports.complete(first, TRANSPORT_COMPLETION_OUTCOME_SUCCESS);

    assertThat(transports.hold(request)).isEqualTo(first);
    assertThat(transports.look(id).getCurrentRequests()).isZero();
  }

  // The end of a transfer

  @ParameterizedTest
  @EnumSource(
      value = TransportCompletionOutcome.class,
      names = {
        "TRANSPORT_COMPLETION_OUTCOME_SUCCESS",
        "TRANSPORT_COMPLETION_OUTCOME_FAILED",
        "TRANSPORT_COMPLETION_OUTCOME_EXPIRED",
        "TRANSPORT_COMPLETION_OUTCOME_CANCELLED"
      })
  void a_transfer_ends_once_however_often_it_is_said(TransportCompletionOutcome outcome) {
    String id = register();
    String first = transports.hold(replica.artifact());
    transports.hold(replica.artifact());

    assertThat(transports.complete(first, outcome)).isEqualTo(Status.STATUS_OK);
    assertThat(transports.complete(first, outcome)).isEqualTo(Status.STATUS_OK);
    assertThat(transports.complete(first, TRANSPORT_COMPLETION_OUTCOME_SUCCESS))
        .isEqualTo(Status.STATUS_OK);

    assertThat(transports.look(id).getCurrentRequests()).isEqualTo(1);
  }

  @Test
  void an_end_needs_an_outcome() {
    String id = register();
    String transport = transports.hold(replica.artifact());

    assertThat(
            statusOf(() -> transports.complete(transport, TRANSPORT_COMPLETION_OUTCOME_UNSPECIFIED))
                .getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(transports.look(id).getCurrentRequests()).isEqualTo(1);
  }

  @Test
  void an_unknown_transfer_cannot_end() {
    assertThat(transports.complete(UUID.randomUUID().toString()))
        .isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not-a-uuid"})
  void an_id_that_is_none_cannot_end(String id) {
    assertThat(statusOf(() -> transports.complete(id)).getCode()).isEqualTo(Code.INTERNAL);
  }

  // Looking back

  private QueryTransportWindowResponse window(Instant start, Instant end, int limit) {
    return wire.runtime()
        .queryTransportWindow(
            QueryTransportWindowRequest.newBuilder()
                .setCreatedAtStart(timestamp(start))
                .setCreatedAtEnd(timestamp(end))
                .setLimit(limit)
                .build());
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private TransportWindowRow rowOf(String transport) {
    Instant now = Instant.now();
    return window(now.minusSeconds(600), now.plusSeconds(60), 0).getRowsList().stream()
        .filter(row -> row.getTransportId().equals(transport))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_transfer_under_way_is_seen_in_the_window_of_its_time() {
    String id = register();
    RequestReplicaTransportRequest.Builder request = request().setRequesterWorkerId("requester");
    String transport = transports.hold(request);

    TransportWindowRow row = rowOf(transport);

    assertThat(row.getReplicaId()).isEqualTo(id);
    assertThat(row.getArtifactId()).isEqualTo(replica.artifact());
    assertThat(row.getStatus()).isEqualTo("in_progress");
    assertThat(row.getCompletionOutcome()).isEmpty();
    assertThat(row.getRequestId()).isEqualTo(request.getRequestId());
    assertThat(row.getRequesterWorkerId()).isEqualTo("requester");
    assertThat(row.getGroupId()).isEmpty();
    assertThat(row.getReplicaMemorySizeBytes()).isEqualTo(replica.bytes());
    assertThat(row.hasCompletedAt()).isFalse();
    assertThat(instant(row.getCreatedAt()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
  }

  @Test
  void a_transfer_that_is_over_is_seen_with_its_first_outcome() {
    register();
    for (TransportCompletionOutcome outcome :
        List.of(
            TRANSPORT_COMPLETION_OUTCOME_SUCCESS,
            TRANSPORT_COMPLETION_OUTCOME_FAILED,
            TRANSPORT_COMPLETION_OUTCOME_EXPIRED,
            TRANSPORT_COMPLETION_OUTCOME_CANCELLED)) {
      String transport = transports.hold(replica.artifact());
      transports.complete(transport, outcome);
      transports.complete(transport, TRANSPORT_COMPLETION_OUTCOME_SUCCESS);

      TransportWindowRow row = rowOf(transport);

      assertThat(
              "TRANSPORT_COMPLETION_OUTCOME_" + row.getCompletionOutcome().toUpperCase(Locale.ROOT))
          .isEqualTo(outcome.name());
      assertThat(row.getCompletionOutcome()).isLowerCase();
      assertThat(row.getStatus()).isEqualTo("completed");
      assertThat(instant(row.getCompletedAt())).isAfterOrEqualTo(instant(row.getCreatedAt()));
    }
  }

  @Test
  void only_what_began_within_the_window_is_seen() {
    register();
    String transport = transports.hold(replica.artifact());
    Instant began = instant(rowOf(transport).getCreatedAt());

    assertThat(ids(window(began.minusSeconds(1), began.plusSeconds(1), 0))).contains(transport);
    assertThat(ids(window(began.plusSeconds(1), began.plusSeconds(2), 0)))
        .doesNotContain(transport);
    assertThat(ids(window(began.minusSeconds(2), began.minusSeconds(1), 0)))
        .doesNotContain(transport);
  }

  private static List<String> ids(QueryTransportWindowResponse window) {
    return window.getRowsList().stream().map(TransportWindowRow::getTransportId).toList();
  }

  @Test
  void a_window_shows_no_more_than_was_asked_for() {
    register(replica.withSlots(3), worker);
    for (int i = 0; i < 3; i++) {
      transports.hold(replica.artifact());
    }
    Instant now = Instant.now();

    assertThat(window(now.minusSeconds(60), now.plusSeconds(60), 2).getRowsList()).hasSize(2);
    assertThat(window(now.minusSeconds(60), now.plusSeconds(60), -1).getRowsCount())
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void a_window_needs_a_beginning_and_an_end_in_this_order() {
    Instant now = Instant.now();

    assertThat(window(now, now, 0).getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(statusOf(() -> window(now, now.minusSeconds(1), 0)).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusalOf(QueryTransportWindowRequest.newBuilder()))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(
            refusalOf(QueryTransportWindowRequest.newBuilder().setCreatedAtStart(timestamp(now))))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusalOf(QueryTransportWindowRequest.newBuilder().setCreatedAtEnd(timestamp(now))))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  private Code refusalOf(QueryTransportWindowRequest.Builder request) {
    return statusOf(() -> wire.runtime().queryTransportWindow(request.build())).getCode();
  }

  @Test
  void what_happened_to_a_transfer_may_be_told() {
    register();
    String transport = transports.hold(replica.artifact());

    assertThat(
            wire.runtime()
                .completeReplicaTransport(
                    CompleteReplicaTransportRequest.newBuilder()
                        .setTransportId(transport)
                        .setOutcome(TRANSPORT_COMPLETION_OUTCOME_FAILED)
                        .setOutcomeDetail(Fresh.name("the network was away"))
                        .build())
                .getStatus())
        .isEqualTo(Status.STATUS_OK);
  }
}
