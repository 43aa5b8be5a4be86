/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.grpc.ServedCalls;
import io.roster.registry.platform.RequestIdReused;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import io.roster.registry.replica.Drain;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.HeldCopy;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaCount;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPage;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaQuery;
import io.roster.registry.replica.ReplicaRegistration;
import io.roster.registry.replica.ReplicaService;
import io.roster.registry.replica.ReplicaView;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.Pagination;
import io.roster.wire.common.v1.ReplicaTransportMetadata;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsRequest;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc.ClusterRuntimeServiceBlockingStub;
import io.roster.wire.globalstore.v1.ListReplicasV2Request;
import io.roster.wire.globalstore.v1.ListReplicasV2Response;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterReplicaByWorkerRequest;
import io.roster.wire.globalstore.v1.UnregisterReplicaRequest;
import io.roster.wire.globalstore.v1.UpdateReplicaRequest;
import io.roster.wire.globalstore.v1.WaitReplicaDrainRequest;
import io.roster.wire.globalstore.v1.WaitReplicaDrainResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicaCallsTest {

  private static final UUID ID = UUID.fromString("6b1f2f0a-3c1d-4a7e-9f00-0123456789ab");

  private static final RegisterReplicaRequest REQUEST =
      RegisterReplicaRequest.newBuilder()
          .setArtifactId("a")
          .setWorkerId("w1")
          .setMaxConcurrency(4)
          .setMemInfo(
              MemoryInfo.newBuilder()
                  .setNodeId("n")
                  .setNodeAddress("10.0.0.1")
                  .setNodePort(65_090)
                  .setMemorySize(100)
                  .setMemoryType(io.roster.wire.common.v1.MemoryType.MEMORY_TYPE_GPU)
                  .setDeviceId(3))
          .build();

  private final Asked asked = new Asked();
  private final ServedCalls calls = new ServedCalls(asked);
  private final ClusterRuntimeServiceBlockingStub stub =
      ClusterRuntimeServiceGrpc.newBlockingStub(calls.channel());

  @AfterEach
  void close() {
    calls.close();
  }

  @Test
  void a_registration_reaches_the_registry_word_for_word() {
    RegisterReplicaRequest request =
        REQUEST.toBuilder()
            .setClientRequestId(" r1 ")
            .setEncoding("cbor")
            .setSchemaVersion("v3")
            .setTensorIndexData(ByteString.copyFromUtf8("{}"))
            .setDescriptor(
                ArtifactDescriptor.newBuilder()
                    .setArtifactId("described")
                    .setIndexMultihash("bi")
                    .setDataMultihash("bd")
                    .setIdKind(io.roster.wire.common.v1.ArtifactIdKind.ARTIFACT_ID_KIND_CGID))
            .setMemInfo(
                REQUEST.getMemInfo().toBuilder()
                    .addRemoteMemoryKeys("deprecated")
                    .setTensorIndexKey("key")
                    .setExpiresAt(Timestamp.newBuilder().setSeconds(7).setNanos(5))
                    .setByteSpace(
                        ByteSpaceRef.newBuilder()
                            .setKind(ByteSpaceKind.BYTE_SPACE_KIND_VIEW)
                            .setId(" v7 "))
                    .setTransport(
                        ReplicaTransportMetadata.newBuilder()
                            .setExportState(
                                ReplicaTransportMetadata.ExportState.EXPORT_STATE_EXPORTABLE)
                            .setExportGeneration(-1)
                            .addRemoteMemoryKeys("k")
                            .addBufferSizes(100)
                            .setVerificationJson("{}")))
            .build();

    RegisterReplicaResponse answer = stub.registerReplica(request);

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getArtifactId()).isEqualTo("described");
    assertThat(answer.getReplicaId()).isEqualTo(ID.toString());
    ReplicaRegistration heard = asked.registrations.get(0);
    assertThat(heard.place())
        .isEqualTo(new ReplicaPlace("described", "v7", "n", "10.0.0.1", 65_090, MemoryType.GPU, 3));
    assertThat(heard.worker()).isEqualTo(new WorkerId("w1"));
    assertThat(heard.memorySize()).isEqualTo(100);
    assertThat(heard.maxConcurrency()).isEqualTo(4);
    assertThat(heard.export())
        .contains(new ReplicaExport(ExportState.EXPORTABLE, -1, List.of("k"), List.of(100L), "{}"));
    assertThat(heard.expiresAt()).contains(Instant.ofEpochSecond(7, 5));
    assertThat(heard.request().orElseThrow().id()).isEqualTo("r1");
    assertThat(heard.request().orElseThrow().fingerprint()).matches("[0-9a-f]{64}");
    assertThat(heard.artifact().kind()).contains(ArtifactIdKind.CGID);
    assertThat(heard.artifact().indexMultihash()).isEqualTo("bi");
    assertThat(heard.artifact().dataMultihash()).isEqualTo("bd");
    assertThat(heard.artifact().encoding()).isEqualTo("cbor");
    assertThat(heard.artifact().tensorIndexKey()).isEqualTo("key");
    assertThat(heard.artifact().index().orElseThrow().content()).asString().isEqualTo("{}");
  }

  @Test
  void nothing_said_of_fetching_is_not_the_same_as_nothing_to_fetch() {
    stub.registerReplica(REQUEST);
    assertThat(asked.registrations.get(0).export()).isEmpty();
  }

  @Test
  void only_the_third_schema_is_spoken() {
    StatusRuntimeException refused =
        refused(() -> stub.registerReplica(REQUEST.toBuilder().setSchemaVersion("v2").build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).isEqualTo("schema_version must be 'v3'");
    stub.registerReplica(REQUEST.toBuilder().setSchemaVersion(" ").build());
  }

  @Test
  void a_view_without_an_id_is_refused() {
    StatusRuntimeException refused =
        refused(
            () ->
                stub.registerReplica(
                    REQUEST.toBuilder()
                        .setMemInfo(
                            REQUEST.getMemInfo().toBuilder()
                                .setByteSpace(
                                    ByteSpaceRef.newBuilder()
                                        .setKind(ByteSpaceKind.BYTE_SPACE_KIND_VIEW)
                                        .setId(" ")))
                        .build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void memory_that_nobody_knows_is_refused() {
    StatusRuntimeException refused =
        refused(
            () ->
                stub.registerReplica(
                    REQUEST.toBuilder()
                        .setMemInfo(REQUEST.getMemInfo().toBuilder().setMemoryTypeValue(999))
                        .build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(asked.registrations).isEmpty();
  }

  @Test
  void a_failure_that_comes_later_is_the_status_that_it_would_have_been_at_once() {
    asked.registered = CompletableFuture.failedFuture(new RequestIdReused());

    StatusRuntimeException refused = refused(() -> stub.registerReplica(REQUEST));

    assertThat(refused.getStatus().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(refused.getStatus().getDescription())
        .isEqualTo("client_request_id already used with a different payload");
  }

  @Test
  void what_is_not_there_is_told_inside_the_message() {
    assertThat(
            stub.updateReplica(
                    UpdateReplicaRequest.newBuilder()
                        .setArtifactId("a")
                        .setReplicaId(ID.toString())
                        .build())
                .getStatus())
        .isEqualTo(Status.STATUS_NOT_FOUND);
    asked.known = true;
    var updated =
        stub.updateReplica(
            UpdateReplicaRequest.newBuilder()
                .setArtifactId("a")
                .setReplicaId(ID.toString())
                .build());
    assertThat(updated.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(updated.getArtifactId()).isEqualTo("a");
    assertThat(updated.getReplicaId()).isEqualTo(ID.toString());
    assertThat(
            stub.unregisterReplica(
                    UnregisterReplicaRequest.newBuilder()
                        .setArtifactId("a")
                        .setReplicaId(ID.toString())
                        .build())
                .getStatus())
        .isEqualTo(Status.STATUS_OK);
    var marked =
        stub.markReplicaUnavailable(
            MarkReplicaUnavailableRequest.newBuilder().setReplicaId(ID.toString()).build());
    assertThat(marked.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(marked.getUpdated()).isTrue();
  }

  @Test
  void an_id_that_is_no_uuid_is_refused_everywhere() {
    assertInternal(
        () ->
            stub.updateReplica(
                UpdateReplicaRequest.newBuilder()
                    .setArtifactId("a")
                    .setReplicaId("1-1-1-1-1")
                    .build()));
    assertInternal(
        () ->
            stub.unregisterReplica(
                UnregisterReplicaRequest.newBuilder().setArtifactId("a").build()));
    assertInvalid(
        () -> stub.markReplicaUnavailable(MarkReplicaUnavailableRequest.getDefaultInstance()));
    assertInvalid(() -> stub.waitReplicaDrain(WaitReplicaDrainRequest.getDefaultInstance()));
  }

  @Test
  void a_copy_can_be_named_without_its_id() {
    stub.unregisterReplicaByWorker(
        UnregisterReplicaByWorkerRequest.newBuilder()
            .setArtifactId("a")
            .setWorkerId("w")
            .setMemoryType(io.roster.wire.common.v1.MemoryType.MEMORY_TYPE_RAM)
            .setDeviceId(0)
            .build());
    stub.unregisterReplicaByWorker(
        UnregisterReplicaByWorkerRequest.newBuilder().setArtifactId("a").setWorkerId("w").build());

    assertThat(asked.copies)
        .containsExactly(
            new HeldCopy("a", new WorkerId("w"), Optional.of(MemoryType.RAM), OptionalLong.of(0)),
            new HeldCopy("a", new WorkerId("w"), Optional.empty(), OptionalLong.empty()));
  }

  @Test
  void a_drain_is_answered_when_it_is_over() {
    CompletableFuture<Drain> drain = new CompletableFuture<>();
    asked.drain = drain;
    var answer =
        ClusterRuntimeServiceGrpc.newFutureStub(calls.channel())
            .waitReplicaDrain(
                WaitReplicaDrainRequest.newBuilder()
                    .setReplicaId(ID.toString())
                    .setTimeoutMs(60_000)
                    .build());
    await().untilAsserted(() -> assertThat(asked.patience).isEqualTo(Duration.ofMinutes(1)));
    assertThat(answer.isDone()).isFalse();

    drain.complete(new Drain.Drained());

    await().until(answer::isDone);
    WaitReplicaDrainResponse drained = stubDrain(new Drain.Drained());
    assertThat(drained.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(drained.getDrained()).isTrue();
    WaitReplicaDrainResponse busy = stubDrain(new Drain.Busy(2, OptionalLong.of(70)));
    assertThat(busy.getStatus()).isEqualTo(Status.STATUS_TIMED_OUT);
    assertThat(busy.getDrained()).isFalse();
    assertThat(busy.getCurrentRequests()).isEqualTo(2);
    assertThat(busy.getOldestTransportAgeMs()).isEqualTo(70);
    assertThat(stubDrain(new Drain.Busy(2, OptionalLong.empty())).hasOldestTransportAgeMs())
        .isFalse();
    assertThat(stubDrain(new Drain.Unknown()).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void a_callers_deadline_ends_the_wait_in_time_to_answer() {
    asked.drain = CompletableFuture.completedFuture(new Drain.Drained());
    stub.withDeadlineAfter(10, TimeUnit.SECONDS)
        .waitReplicaDrain(
            WaitReplicaDrainRequest.newBuilder()
                .setReplicaId(ID.toString())
                .setTimeoutMs(60_000)
                .build());
    assertThat(asked.patience).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_caller_that_goes_away_ends_its_wait() {
    CompletableFuture<Drain> drain = new CompletableFuture<>();
    asked.drain = drain;
    var answer =
        ClusterRuntimeServiceGrpc.newFutureStub(calls.channel())
            .waitReplicaDrain(
                WaitReplicaDrainRequest.newBuilder().setReplicaId(ID.toString()).build());
    await().untilAsserted(() -> assertThat(asked.patience).isNotNull());
    answer.cancel(true);
    await().until(drain::isCancelled);
  }

  @Test
  void a_list_is_paged_by_offsets() {
    ReplicaView replica =
        new ReplicaView(
            ID,
            new ReplicaPlace("a", "v", "n", "10.0.0.1", 4_294_967_295L, MemoryType.DISK, 2),
            new WorkerId("w"),
            -1,
            4,
            false,
            new ReplicaExport(ExportState.DRAINING, 5, List.of("k"), List.of(9L), "{}"),
            Instant.ofEpochSecond(3),
            Instant.ofEpochSecond(4),
            Optional.empty());
    asked.page = new ReplicaPage(List.of(replica), OptionalLong.of(31), 99);

    ListReplicasV2Response page =
        stub.listReplicasV2(
            ListReplicasV2Request.newBuilder()
                .setArtifactId("a")
                .setNodeId("n")
                .setNodeAddress("ignored")
                .setDeviceId(9)
                .setMemoryType(io.roster.wire.common.v1.MemoryType.MEMORY_TYPE_DISK)
                .setPagination(Pagination.newBuilder().setPageSize(1).setPageToken("30"))
                .build());

    assertThat(asked.query)
        .isEqualTo(
            new ReplicaQuery(
                Optional.of("a"), Optional.of("n"), Optional.of(MemoryType.DISK), 30, 1));
    assertThat(page.getPageInfo().getNextPageToken()).isEqualTo("31");
    assertThat(page.getPageInfo().getTotalSize()).isEqualTo(99);
    assertThat(page.getReplicas(0).getArtifactId()).isEqualTo("a");
    MemoryInfo memory = page.getReplicas(0).getMemoryInfo();
    assertThat(memory.getReplicaId()).isEqualTo(ID.toString());
    assertThat(Integer.toUnsignedLong(memory.getNodePort())).isEqualTo(4_294_967_295L);
    assertThat(memory.getMemorySize()).isEqualTo(-1);
    assertThat(memory.getByteSpace().getId()).isEqualTo("v");
    assertThat(memory.getTransport().getExportState())
        .isEqualTo(ReplicaTransportMetadata.ExportState.EXPORT_STATE_DRAINING);
    assertThat(memory.getTransport().getBufferSizesList()).containsExactly(9L);
  }

  @Test
  void a_list_without_wishes_begins_at_the_beginning_with_a_hundred() {
    asked.page = new ReplicaPage(List.of(), OptionalLong.empty(), 0);
    ListReplicasV2Response page =
        stub.listReplicasV2(
            ListReplicasV2Request.newBuilder()
                .setPagination(Pagination.newBuilder().setPageSize(0).setPageToken("no offset"))
                .build());
    assertThat(asked.query)
        .isEqualTo(new ReplicaQuery(Optional.empty(), Optional.empty(), Optional.empty(), 0, 100));
    assertThat(page.getPageInfo().getNextPageToken()).isEmpty();
  }

  @Test
  void counts_are_asked_for_once_each_in_their_order() {
    var answer =
        stub.batchGetReplicaCounts(
            BatchGetReplicaCountsRequest.newBuilder()
                .addAllArtifactIds(List.of(" b ", "", "a", "b"))
                .build());
    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getCountsList())
        .extracting(
            count -> count.getArtifactId() + count.getReplicaCount() + count.getAvailableCount())
        .containsExactly("b32", "a32");
  }

  private WaitReplicaDrainResponse stubDrain(Drain drain) {
    asked.drain = CompletableFuture.completedFuture(drain);
    return stub.waitReplicaDrain(
        WaitReplicaDrainRequest.newBuilder().setReplicaId(ID.toString()).build());
  }

  /** The wire's old habit. */
  private static void assertInternal(Runnable call) {
    assertThat(refused(call).getStatus().getCode()).isEqualTo(Code.INTERNAL);
    assertThat(refused(call).getStatus().getDescription()).isEqualTo("replica_id must be a UUID");
  }

  private static void assertInvalid(Runnable call) {
    assertThat(refused(call).getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  private static StatusRuntimeException refused(Runnable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call::run);
  }

  /** Remembers what it was asked and answers what the test wants. */
  @SuppressWarnings("NullAway.Init")
  private static final class Asked implements ReplicaService {

    private final List<ReplicaRegistration> registrations = new ArrayList<>();
    private final List<HeldCopy> copies = new ArrayList<>();
    private CompletionStage<UUID> registered = CompletableFuture.completedFuture(ID);
    private boolean known;
    private volatile CompletionStage<Drain> drain = new CompletableFuture<>();
    private volatile Duration patience;
    private ReplicaPage page;
    private ReplicaQuery query;

    @Override
    public CompletionStage<UUID> register(ReplicaRegistration registration) {
      registrations.add(registration);
      return registered;
    }

    @Override
    public boolean touch(String artifactId, UUID replica) {
      return known;
    }

    @Override
    public boolean unregister(String artifactId, UUID replica) {
      return known;
    }

    @Override
    public boolean unregister(HeldCopy copy) {
      copies.add(copy);
      return known;
    }

    @Override
    public boolean markUnavailable(UUID replica, Optional<String> artifactId) {
      return known;
    }

    @Override
    public CompletionStage<Drain> awaitDrain(UUID replica, Duration longest) {
      patience = longest;
      return drain;
    }

    @Override
    public ReplicaPage list(ReplicaQuery wanted) {
      query = wanted;
      return page;
    }

    @Override
    public List<ReplicaCount> count(List<String> artifactIds) {
      return artifactIds.stream().map(id -> new ReplicaCount(id, 3, 2)).toList();
    }
  }
}
