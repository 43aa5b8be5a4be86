/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Replica;
import io.roster.it.client.Transports;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.Pagination;
import io.roster.wire.globalstore.v1.ArtifactReplicaCountRecord;
import io.roster.wire.globalstore.v1.ArtifactReplicaRecord;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsRequest;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsResponse;
import io.roster.wire.globalstore.v1.ListReplicasV2Request;
import io.roster.wire.globalstore.v1.ListReplicasV2Response;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableRequest;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterReplicaByWorkerRequest;
import io.roster.wire.globalstore.v1.UnregisterReplicaRequest;
import io.roster.wire.globalstore.v1.UpdateReplicaRequest;
import io.roster.wire.globalstore.v1.UpdateReplicaResponse;
import io.roster.wire.globalstore.v1.WaitReplicaDrainRequest;
import io.roster.wire.globalstore.v1.WaitReplicaDrainResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a replica once it is known: touched, withdrawn, drained, listed, counted. */
@ParameterizedClass
@EnumSource(Product.class)
class ReplicaLifecycleIT {

  private static final String NO_UUID = "not-a-uuid";

  private final Wire wire;
  private final Transports transports;
  private final Fleet fleet;
  private final Worker worker;
  private final Replica replica;
  private final String id;

  ReplicaLifecycleIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    transports = new Transports(wire);
    fleet = new Fleet(wire);
    worker = fleet.join();
    replica = Replica.of(worker.daemon());
    id = register(replica);
  }

  @AfterEach
  void disconnect() {
    fleet.close();
    wire.close();
  }

  private String register(Replica each) {
    return wire.register(each.registration(worker.id()));
  }

  private static String unknown() {
    return UUID.randomUUID().toString();
  }

  // UpdateReplica

  private UpdateReplicaResponse update(String artifact, String replicaId) {
    return wire.runtime()
        .updateReplica(
            UpdateReplicaRequest.newBuilder()
                .setArtifactId(artifact)
                .setReplicaId(replicaId)
                .build());
  }

  @Test
  void a_replica_is_touched() {
    UpdateReplicaResponse answer = update(replica.artifact(), id);

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getArtifactId()).isEqualTo(replica.artifact());
    assertThat(answer.getReplicaId()).isEqualTo(id);
  }

  @Test
  void what_cannot_be_touched_is_not_found_and_named_again() {
    String nobody = unknown();

    UpdateReplicaResponse answer = update(replica.artifact(), nobody);

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(answer.getArtifactId()).isEqualTo(replica.artifact());
    assertThat(answer.getReplicaId()).isEqualTo(nobody);
    assertThat(update("another-artifact", id).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void an_id_that_is_none_cannot_be_touched() {
    assertThat(statusOf(() -> update(replica.artifact(), NO_UUID)).getCode())
        .isEqualTo(Code.INTERNAL);
  }

  // UnregisterReplica

  private Status unregister(String artifact, String replicaId) {
    return wire.runtime()
        .unregisterReplica(
            UnregisterReplicaRequest.newBuilder()
                .setArtifactId(artifact)
                .setReplicaId(replicaId)
                .build())
        .getStatus();
  }

  @Test
  void a_replica_is_withdrawn_once() {
    assertThat(unregister(replica.artifact(), id)).isEqualTo(Status.STATUS_OK);

    assertThat(wire.replicasOf(replica.artifact())).isEmpty();
    assertThat(transports.request(replica.artifact()).getStatus())
        .isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(unregister(replica.artifact(), id)).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void a_replica_is_withdrawn_under_its_own_artifact_only() {
    Replica narrow = replica.withSlots(1);
    register(narrow);
    transports.hold(replica.artifact());

    assertThat(unregister("another-artifact", id)).isEqualTo(Status.STATUS_NOT_FOUND);

    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
    assertThat(transports.look(id).getCurrentRequests()).as("its load is not lost").isEqualTo(1);
    assertThat(transports.request(replica.artifact()).getStatus())
        .isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void an_unknown_replica_is_not_withdrawn() {
    assertThat(unregister(replica.artifact(), unknown())).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(statusOf(() -> unregister(replica.artifact(), NO_UUID)).getCode())
        .isEqualTo(Code.INTERNAL);
    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
  }

  @Test
  void a_replica_that_was_withdrawn_can_be_registered_again_under_a_new_id() {
    unregister(replica.artifact(), id);

    assertThat(register(replica)).isNotEqualTo(id);
  }

  // UnregisterReplicaByWorker

  private Status withdraw(UnregisterReplicaByWorkerRequest.Builder request) {
    return wire.runtime().unregisterReplicaByWorker(request.build()).getStatus();
  }

  private UnregisterReplicaByWorkerRequest.Builder ofWorker() {
    return UnregisterReplicaByWorkerRequest.newBuilder()
        .setArtifactId(replica.artifact())
        .setWorkerId(worker.id());
  }

  private List<MemoryType> memoriesLeft() {
    return wire.replicasOf(replica.artifact()).stream()
        .map(MemoryInfo::getMemoryType)
        .sorted()
        .toList();
  }

  @Test
  void a_worker_withdraws_one_replica_at_a_time_the_fastest_memory_first() {
    register(replica.in(MemoryType.MEMORY_TYPE_DISK));
    register(replica.in(MemoryType.MEMORY_TYPE_RAM));

    assertThat(withdraw(ofWorker())).isEqualTo(Status.STATUS_OK);
    assertThat(memoriesLeft())
        .containsExactly(MemoryType.MEMORY_TYPE_RAM, MemoryType.MEMORY_TYPE_DISK);
    assertThat(withdraw(ofWorker())).isEqualTo(Status.STATUS_OK);
    assertThat(memoriesLeft()).containsExactly(MemoryType.MEMORY_TYPE_DISK);
    assertThat(withdraw(ofWorker())).isEqualTo(Status.STATUS_OK);
    assertThat(withdraw(ofWorker())).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void of_two_in_equal_memory_the_older_is_withdrawn() {
    String younger = register(replica.onDevice(1));

    withdraw(ofWorker());

    assertThat(wire.replicasOf(replica.artifact()))
        .extracting(MemoryInfo::getReplicaId)
        .containsExactly(younger);
  }

  @Test
  void a_worker_may_say_which_memory_and_which_device() {
    register(replica.onDevice(1));
    String ram = register(replica.in(MemoryType.MEMORY_TYPE_RAM));

    assertThat(withdraw(ofWorker().setMemoryType(MemoryType.MEMORY_TYPE_DISK)))
        .isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(withdraw(ofWorker().setDeviceId(7))).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(withdraw(ofWorker().setMemoryType(MemoryType.MEMORY_TYPE_RAM)))
        .isEqualTo(Status.STATUS_OK);
    assertThat(wire.replicasOf(replica.artifact()))
        .extracting(MemoryInfo::getReplicaId)
        .doesNotContain(ram);
    assertThat(withdraw(ofWorker().setMemoryType(MemoryType.MEMORY_TYPE_GPU).setDeviceId(1)))
        .isEqualTo(Status.STATUS_OK);
    assertThat(wire.replicasOf(replica.artifact()))
        .extracting(MemoryInfo::getReplicaId)
        .containsExactly(id);
  }

  @Test
  void a_worker_withdraws_its_own_replicas_only() {
    Worker neighbour = fleet.join();

    assertThat(withdraw(ofWorker().setWorkerId(neighbour.id()))).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(withdraw(ofWorker().setArtifactId("another-artifact")))
        .isEqualTo(Status.STATUS_NOT_FOUND);

    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
  }

  @Test
  void artifact_and_worker_are_needed_to_withdraw() {
    assertThat(statusOf(() -> withdraw(ofWorker().clearArtifactId())).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(statusOf(() -> withdraw(ofWorker().clearWorkerId())).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  // MarkReplicaUnavailable

  private MarkReplicaUnavailableResponse mark(String artifact, String replicaId) {
    return wire.runtime()
        .markReplicaUnavailable(
            MarkReplicaUnavailableRequest.newBuilder()
                .setArtifactId(artifact)
                .setReplicaId(replicaId)
                .setReason("leaving")
                .build());
  }

  @Test
  void a_replica_that_is_marked_unavailable_is_listed_and_not_fetched_from() {
    MarkReplicaUnavailableResponse answer = mark(replica.artifact(), id);

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getUpdated()).isTrue();
    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
    assertThat(transports.request(replica.artifact()).getStatus())
        .isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void marking_twice_is_no_mistake() {
    mark(replica.artifact(), id);

    MarkReplicaUnavailableResponse again = mark(replica.artifact(), id);

    assertThat(again.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(again.getUpdated()).isTrue();
  }

  @Test
  void a_replica_is_marked_without_its_artifact_but_not_under_another_one() {
    assertThat(mark("another-artifact", id).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(mark("another-artifact", id).getUpdated()).isFalse();
    assertThat(transports.request(replica.artifact()).getStatus()).isEqualTo(Status.STATUS_OK);

    assertThat(mark("", id).getUpdated()).isTrue();
  }

  @Test
  void an_unknown_replica_cannot_be_marked() {
    assertThat(mark("", unknown()).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(mark("", unknown()).getUpdated()).isFalse();
    assertThat(statusOf(() -> mark("", "")).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(statusOf(() -> mark("", NO_UUID)).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  // WaitReplicaDrain

  private WaitReplicaDrainResponse drain(String replicaId, int millis) {
    return wire.runtime()
        .waitReplicaDrain(
            WaitReplicaDrainRequest.newBuilder()
                .setReplicaId(replicaId)
                .setTimeoutMs(millis)
                .build());
  }

  @Test
  void an_idle_replica_is_drained_at_once() {
    WaitReplicaDrainResponse answer = drain(id, 60_000);

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getDrained()).isTrue();
    assertThat(answer.getCurrentRequests()).isZero();
    assertThat(answer.hasOldestTransportAgeMs()).isFalse();
  }

  @Test
  void without_a_timeout_one_only_looks() {
    transports.hold(replica.artifact());
    transports.hold(replica.artifact());

    WaitReplicaDrainResponse answer = drain(id, 0);

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_TIMED_OUT);
    assertThat(answer.getDrained()).isFalse();
    assertThat(answer.getCurrentRequests()).isEqualTo(2);
    assertThat(answer.getOldestTransportAgeMs()).isBetween(0L, 60_000L);
    assertThat(answer.hasOldestTransportAgeMs()).isTrue();
  }

  @Test
  void the_age_is_that_of_the_oldest_transfer() {
    transports.hold(replica.artifact());
    await().until(() -> drain(id, 0).getOldestTransportAgeMs() > 300);

    transports.hold(replica.artifact());

    assertThat(drain(id, 0).getOldestTransportAgeMs()).isGreaterThan(300);
  }

  @Test
  void a_busy_replica_is_waited_for_as_long_as_was_said() {
    transports.hold(replica.artifact());
    long began = System.nanoTime();

    WaitReplicaDrainResponse answer = drain(id, 700);

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_TIMED_OUT);
    assertThat(answer.getCurrentRequests()).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(650), Duration.ofSeconds(5));
  }

  @Test
  void the_wait_ends_with_the_last_transfer() throws Exception {
    String transport = transports.hold(replica.artifact());
    CompletableFuture<WaitReplicaDrainResponse> wait =
        CompletableFuture.supplyAsync(() -> drain(id, 10_000));

    transports.complete(transport);

    WaitReplicaDrainResponse answer = wait.get(5, TimeUnit.SECONDS);
    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getDrained()).isTrue();
    assertThat(answer.hasOldestTransportAgeMs()).isFalse();
  }

  @Test
  void the_wait_ends_when_the_replica_goes() throws Exception {
    transports.hold(replica.artifact());
    CompletableFuture<WaitReplicaDrainResponse> wait =
        CompletableFuture.supplyAsync(() -> drain(id, 10_000));

    unregister(replica.artifact(), id);

    assertThat(wait.get(5, TimeUnit.SECONDS).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void the_wait_is_not_longer_than_the_callers_own() {
    transports.hold(replica.artifact());
    long began = System.nanoTime();

    io.grpc.Status end =
        statusOf(
            () ->
                wire.runtime()
                    .withDeadlineAfter(1, TimeUnit.SECONDS)
                    .waitReplicaDrain(
                        WaitReplicaDrainRequest.newBuilder()
                            .setReplicaId(id)
                            .setTimeoutMs(60_000)
                            .build()));

    assertThat(end.getCode()).isIn(Code.OK, Code.DEADLINE_EXCEEDED);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void an_unknown_replica_cannot_be_waited_for() {
    assertThat(drain(unknown(), 10_000).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(statusOf(() -> drain("", 0)).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(statusOf(() -> drain(NO_UUID, 0)).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  // ListReplicasV2

  private ListReplicasV2Response page(int size, String token) {
    return wire.runtime()
        .listReplicasV2(
            ListReplicasV2Request.newBuilder()
                .setArtifactId(replica.artifact())
                .setPagination(Pagination.newBuilder().setPageSize(size).setPageToken(token))
                .build());
  }

  private static List<String> idsIn(ListReplicasV2Response page) {
    return page.getReplicasList().stream()
        .map(record -> record.getMemoryInfo().getReplicaId())
        .toList();
  }

  private List<String> registerDevices(int count) {
    List<String> ids = new ArrayList<>(List.of(id));
    for (int device = 1; device < count; device++) {
      ids.add(register(replica.onDevice(device)));
    }
    return ids;
  }

  @Test
  void replicas_are_found_by_artifact_node_and_memory() {
    String ram = register(replica.in(MemoryType.MEMORY_TYPE_RAM));
    Replica elsewhere = replica.at(fleet.join().daemon());
    String other = register(elsewhere);

    assertThat(found(ListReplicasV2Request.newBuilder().setArtifactId(replica.artifact())))
        .containsExactlyInAnyOrder(id, ram, other);
    assertThat(
            found(
                ListReplicasV2Request.newBuilder()
                    .setArtifactId(replica.artifact())
                    .setNodeId(worker.daemon().node())))
        .containsExactlyInAnyOrder(id, ram);
    assertThat(
            found(
                ListReplicasV2Request.newBuilder()
                    .setArtifactId(replica.artifact())
                    .setMemoryType(MemoryType.MEMORY_TYPE_RAM)))
        .containsExactly(ram);
    assertThat(
            found(
                ListReplicasV2Request.newBuilder()
                    .setNodeId(elsewhere.daemon().node())
                    .setMemoryType(MemoryType.MEMORY_TYPE_GPU)))
        .containsExactly(other);
    assertThat(found(ListReplicasV2Request.newBuilder().setArtifactId("another-artifact")))
        .isEmpty();
  }

  private List<String> found(ListReplicasV2Request.Builder query) {
    return wire.replicas(query).stream()
        .map(record -> record.getMemoryInfo().getReplicaId())
        .toList();
  }

  @Test
  void a_record_names_its_artifact() {
    assertThat(page(10, "").getReplicasList())
        .extracting(ArtifactReplicaRecord::getArtifactId)
        .containsExactly(replica.artifact());
  }

  @Test
  void a_list_comes_in_pages() {
    List<String> all = registerDevices(5);

    ListReplicasV2Response first = page(2, "");
    ListReplicasV2Response second = page(2, first.getPageInfo().getNextPageToken());
    ListReplicasV2Response third = page(2, second.getPageInfo().getNextPageToken());

    assertThat(idsIn(first)).hasSize(2);
    assertThat(idsIn(second)).hasSize(2);
    assertThat(idsIn(third)).hasSize(1);
    List<String> paged = new ArrayList<>(idsIn(first));
    paged.addAll(idsIn(second));
    paged.addAll(idsIn(third));
    assertThat(paged).containsExactlyInAnyOrderElementsOf(all);
    assertThat(third.getPageInfo().getNextPageToken()).isEmpty();
    assertThat(List.of(first, second, third))
        .allMatch(page -> page.getPageInfo().getTotalSize() == 5);
  }

  @Test
  void a_page_token_is_the_number_to_begin_with() {
    registerDevices(3);

    assertThat(page(2, "").getPageInfo().getNextPageToken()).isEqualTo("2");
    assertThat(idsIn(page(2, "2"))).hasSize(1);
    assertThat(idsIn(page(2, "3"))).isEmpty();
    assertThat(page(2, "99").getPageInfo().getTotalSize()).isEqualTo(3);
  }

  @Test
  void a_page_token_that_is_none_begins_at_the_beginning() {
    registerDevices(3);

    for (String token : List.of("x", "-1", "1.5", " ")) {
      assertThat(idsIn(page(2, token))).as("token '" + token + "'").hasSize(2);
    }
  }

  @Test
  void a_page_has_a_hundred_records_unless_said_otherwise() {
    List<String> all = registerDevices(101);

    assertThat(idsIn(page(0, ""))).hasSize(100);
    ListReplicasV2Response unpaged =
        wire.runtime()
            .listReplicasV2(
                ListReplicasV2Request.newBuilder().setArtifactId(replica.artifact()).build());
    assertThat(idsIn(unpaged)).hasSize(100);
    assertThat(unpaged.getPageInfo().getNextPageToken()).isEqualTo("100");
    assertThat(unpaged.getPageInfo().getTotalSize()).isEqualTo(all.size());
  }

  // BatchGetReplicaCounts

  private BatchGetReplicaCountsResponse count(String... artifacts) {
    return wire.runtime()
        .batchGetReplicaCounts(
            BatchGetReplicaCountsRequest.newBuilder()
                .addAllArtifactIds(List.of(artifacts))
                .build());
  }

  private static ArtifactReplicaCountRecord record(String artifact, int all, int available) {
    return ArtifactReplicaCountRecord.newBuilder()
        .setArtifactId(artifact)
        .setReplicaCount(all)
        .setAvailableCount(available)
        .build();
  }

  @Test
  void replicas_are_counted_all_and_available() {
    String second = register(replica.onDevice(1));
    register(replica.ofView("view-1"));
    mark("", second);

    BatchGetReplicaCountsResponse answer = count(replica.artifact());

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getCountsList()).containsExactly(record(replica.artifact(), 3, 2));
  }

  @Test
  void each_artifact_is_counted_once_in_the_order_asked_for_the_unknown_too() {
    String other = Fresh.name("artifact");
    register(replica.of(other));
    String nobodys = Fresh.name("artifact");

    assertThat(
            count(nobodys, " " + replica.artifact() + " ", "", other, "  ", nobodys, other)
                .getCountsList())
        .containsExactly(
            record(nobodys, 0, 0), record(replica.artifact(), 1, 1), record(other, 1, 1));
  }

  @Test
  void counting_nothing_is_no_mistake() {
    assertThat(count().getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(count().getCountsList()).isEmpty();
  }
}
