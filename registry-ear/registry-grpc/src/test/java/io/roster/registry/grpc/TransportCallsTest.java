/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.Stopping;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.transport.RequestIdOfAnotherTransport;
import io.roster.registry.transport.TransportAnswer;
import io.roster.registry.transport.TransportCall;
import io.roster.registry.transport.TransportCompletion;
import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportOutcome;
import io.roster.registry.transport.TransportRecord;
import io.roster.registry.transport.TransportRequest;
import io.roster.registry.transport.TransportService;
import io.roster.registry.transport.TransportWindow;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.ReplicaTransportMetadata.ExportState;
import io.roster.wire.globalstore.v1.BroadcastTransportHint;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc.ClusterRuntimeServiceBlockingStub;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.QueryTransportWindowRequest;
import io.roster.wire.globalstore.v1.QueryTransportWindowResponse;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.TransportCompletionOutcome;
import io.roster.wire.globalstore.v1.TransportSchedulingGroup;
import io.roster.wire.globalstore.v1.TransportWindowRow;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransportCallsTest {

  private static final UUID TRANSPORT = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final UUID REPLICA = UUID.fromString("aaaaaaaa-2222-3333-4444-555555555555");
  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final RequestReplicaTransportRequest REQUEST =
      RequestReplicaTransportRequest.newBuilder().setRequestId("r1").setArtifactId("a").build();

  private final Registry registry = new Registry();
  private final ServedCalls calls = new ServedCalls(registry, new ErrorMapping());

  @AfterEach
  void end() {
    calls.close();
  }

  @Test
  void a_request_is_passed_on_whole() {
    registry.answer.complete(new TransportAnswer.TimedOut());

    blocking()
        .requestReplicaTransport(
            REQUEST.toBuilder()
                .setRequestedByteSpace(
                    ByteSpaceRef.newBuilder()
                        .setKind(ByteSpaceKind.BYTE_SPACE_KIND_VIEW)
                        .setId("v"))
                .setSourceNodeId("n")
                .setSourceAddress("10.0.0.9")
                .setSourcePort(-1)
                .setRequesterWorkerId("w")
                .setWaitTimeoutDur(Duration.newBuilder().setSeconds(2).setNanos(500_000_000))
                .setSchedulingGroup(
                    TransportSchedulingGroup.newBuilder()
                        .setGroupKind("kind")
                        .setGroupId("g")
                        .setEpoch(-1)
                        .setTotalParts(-2)
                        .setPartId("p")
                        .setPriority(-3))
                .build());

    assertThat(registry.requested.get())
        .isEqualTo(
            new TransportRequest(
                "r1",
                "a",
                "v",
                new TransportRequest.Requester("n", "10.0.0.9", 0xffff_ffffL, "w"),
                java.time.Duration.ofMillis(2_500),
                Optional.of(new TransportGroup("kind", "g", -1, 0xffff_fffeL, "p", 0xffff_fffdL))));
  }

  @Test
  void without_a_byte_space_or_a_group_it_is_the_canonical_bytes_for_nobody_in_particular() {
    registry.answer.complete(new TransportAnswer.TimedOut());

    blocking().requestReplicaTransport(REQUEST);

    assertThat(registry.requested.get())
        .isEqualTo(
            new TransportRequest(
                "r1",
                "a",
                "",
                new TransportRequest.Requester("", "", 0, ""),
                java.time.Duration.ZERO,
                Optional.empty()));
  }

  @Test
  void a_source_is_told_with_all_that_is_needed_to_fetch_from_it() {
    registry.answer.complete(new TransportAnswer.Started(TRANSPORT, replica("v")));

    RequestReplicaTransportResponse response = blocking().requestReplicaTransport(REQUEST);

    assertThat(response.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(response.getTransportId()).isEqualTo(TRANSPORT.toString());
    MemoryInfo memory = response.getRemoteMemoryInfo();
    assertThat(memory.getReplicaId()).isEqualTo(REPLICA.toString());
    assertThat(memory.getNodeId()).isEqualTo("n");
    assertThat(memory.getNodeAddress()).isEqualTo("10.0.0.1");
    assertThat(memory.getNodePort()).isEqualTo(65_090);
    assertThat(memory.getMemoryType())
        .isEqualTo(io.roster.wire.common.v1.MemoryType.MEMORY_TYPE_GPU);
    assertThat(memory.getDeviceId()).isEqualTo(3);
    assertThat(memory.getMemorySize()).isEqualTo(-1);
    assertThat(memory.getByteSpace().getKind()).isEqualTo(ByteSpaceKind.BYTE_SPACE_KIND_VIEW);
    assertThat(memory.getByteSpace().getId()).isEqualTo("v");
    assertThat(memory.getTransport().getExportState())
        .isEqualTo(ExportState.EXPORT_STATE_EXPORTABLE);
    assertThat(memory.getTransport().getExportGeneration()).isEqualTo(7);
    assertThat(memory.getTransport().getRemoteMemoryKeysList()).containsExactly("k1", "k2");
    assertThat(memory.getTransport().getBufferSizesList()).containsExactly(-2L, 1L);
    assertThat(memory.getTransport().getVerificationJson()).isEqualTo("{}");
    assertThat(memory.getRemoteMemoryKeysList()).containsExactly("k1", "k2");
    assertThat(memory.getBufferSizesList()).containsExactly(-2L, 1L);
  }

  @Test
  void the_canonical_bytes_are_named_so() {
    registry.answer.complete(new TransportAnswer.Started(TRANSPORT, replica("")));

    assertThat(
            blocking()
                .requestReplicaTransport(REQUEST)
                .getRemoteMemoryInfo()
                .getByteSpace()
                .getKind())
        .isEqualTo(ByteSpaceKind.BYTE_SPACE_KIND_CANONICAL);
  }

  @Test
  void no_replica_and_no_patience_are_told_inside_the_message() {
    registry.answer.complete(new TransportAnswer.NoReplica());
    assertThat(blocking().requestReplicaTransport(REQUEST))
        .isEqualTo(
            RequestReplicaTransportResponse.newBuilder()
                .setStatus(Status.STATUS_NOT_FOUND)
                .build());
    registry.answer = CompletableFuture.completedFuture(new TransportAnswer.TimedOut());
    assertThat(blocking().requestReplicaTransport(REQUEST))
        .isEqualTo(
            RequestReplicaTransportResponse.newBuilder()
                .setStatus(Status.STATUS_TIMED_OUT)
                .build());
  }

  @Test
  void an_answer_may_come_later_on_any_thread() throws Exception {
    ListenableFuture<RequestReplicaTransportResponse> waiting =
        ClusterRuntimeServiceGrpc.newFutureStub(calls.channel()).requestReplicaTransport(REQUEST);
    await().until(() -> registry.requested.get() != null);
    assertThat(waiting.isDone()).isFalse();

    registry.answer.complete(new TransportAnswer.Started(TRANSPORT, replica("")));

    assertThat(waiting.get().getTransportId()).isEqualTo(TRANSPORT.toString());
    assertThat(registry.cancelled).isFalse();
  }

  @Test
  void a_caller_that_leaves_is_forgotten() {
    ListenableFuture<RequestReplicaTransportResponse> waiting =
        ClusterRuntimeServiceGrpc.newFutureStub(calls.channel()).requestReplicaTransport(REQUEST);
    await().until(() -> registry.requested.get() != null);

    waiting.cancel(true);

    await().untilTrue(registry.cancelled);
  }

  @Test
  void a_failure_that_comes_later_has_the_status_of_the_table() {
    registry.answer.completeExceptionally(new DatabaseAway(new IOException("gone")));
    StatusRuntimeException away = refused(REQUEST);
    assertThat(away.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
    assertThat(away.getTrailers().get(Statuses.ERROR_CODE)).isEqualTo("ROS-2002");

    registry.answer = CompletableFuture.failedFuture(new Stopping("c1"));
    StatusRuntimeException stopping = refused(REQUEST);
    assertThat(stopping.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
    assertThat(stopping.getTrailers().get(Statuses.ERROR_CODE)).isEqualTo("ROS-1008");

    registry.answer = CompletableFuture.failedFuture(new IllegalStateException("secret"));
    StatusRuntimeException failed = refused(REQUEST);
    assertThat(failed.getStatus().getCode()).isEqualTo(Code.INTERNAL);
    assertThat(failed.getStatus().getDescription()).doesNotContain("secret");

    registry.answer = CompletableFuture.failedFuture(new RequestIdOfAnotherTransport("r1"));
    assertThat(refused(REQUEST).getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void what_the_wire_alone_can_say_wrong_is_refused() {
    assertThat(
            refused(
                    REQUEST.toBuilder()
                        .setRequestedByteSpace(
                            ByteSpaceRef.newBuilder()
                                .setKind(ByteSpaceKind.BYTE_SPACE_KIND_VIEW)
                                .setId(" "))
                        .build())
                .getStatus()
                .getDescription())
        .isEqualTo("requested_byte_space.id is required for a view");
    assertThat(
            refused(
                    REQUEST.toBuilder()
                        .setRequestedByteSpace(ByteSpaceRef.newBuilder().setKindValue(9))
                        .build())
                .getStatus()
                .getDescription())
        .isEqualTo("requested_byte_space.kind is unknown: 9");
    StatusRuntimeException broadcast =
        refused(REQUEST.toBuilder().setBroadcast(BroadcastTransportHint.newBuilder()).build());
    assertThat(broadcast.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(broadcast.getStatus().getDescription())
        .startsWith("broadcast sessions are not served yet");
  }

  @Test
  void a_completion_is_passed_on_and_answered() {
    registry.result = TransportCompletion.Result.COMPLETED;
    assertThat(complete(TRANSPORT.toString(), 2)).isEqualTo(Status.STATUS_OK);
    assertThat(registry.completed.get())
        .isEqualTo(new TransportCompletion(TRANSPORT, TransportOutcome.FAILED, "why"));
    registry.result = TransportCompletion.Result.NOT_FOUND;
    assertThat(complete(TRANSPORT.toString(), 1)).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void a_completion_names_a_transport_and_an_outcome() {
    assertThat(refusedCompletion("nonsense", 1, Code.INTERNAL))
        .isEqualTo("transport_id must be a UUID");
    assertThat(refusedCompletion("", 1, Code.INTERNAL)).isEqualTo("transport_id must be a UUID");
    assertThat(refusedCompletion("1-1-1-1-1", 1, Code.INTERNAL))
        .isEqualTo("transport_id must be a UUID");
    assertThat(refusedCompletion(TRANSPORT.toString(), 0, Code.INVALID_ARGUMENT))
        .isEqualTo("outcome is required");
    assertThat(refusedCompletion(TRANSPORT.toString(), 9, Code.INVALID_ARGUMENT))
        .isEqualTo("outcome is unknown: 9");
  }

  @Test
  void a_window_is_answered_row_by_row() {
    registry.records =
        List.of(
            new TransportRecord(
                TRANSPORT,
                REPLICA,
                "a",
                "r1",
                "w",
                Optional.of(new TransportGroup("kind", "g", 1, 0xffff_ffffL, "p", 0)),
                Optional.of(TransportOutcome.CANCELLED),
                TIME,
                Optional.of(TIME.plusSeconds(1)),
                -1),
            new TransportRecord(
                REPLICA,
                REPLICA,
                "a",
                "r2",
                "",
                Optional.empty(),
                Optional.empty(),
                TIME,
                Optional.empty(),
                5));

    QueryTransportWindowResponse response =
        blocking().queryTransportWindow(window(0, 100).setLimit(-1).build());

    assertThat(registry.window.get())
        .isEqualTo(
            new TransportWindow(Instant.EPOCH, Instant.EPOCH.plusSeconds(100), 0xffff_ffffL));
    assertThat(response.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(response.getRowsList())
        .containsExactly(
            TransportWindowRow.newBuilder()
                .setTransportId(TRANSPORT.toString())
                .setReplicaId(REPLICA.toString())
                .setArtifactId("a")
                .setStatus("completed")
                .setCompletionOutcome("cancelled")
                .setRequestId("r1")
                .setRequesterWorkerId("w")
                .setGroupId("g")
                .setGroupKind("kind")
                .setGroupPartId("p")
                .setGroupTotalParts(-1)
                .setCreatedAt(timestamp(TIME))
                .setCompletedAt(timestamp(TIME.plusSeconds(1)))
                .setReplicaMemorySizeBytes(-1)
                .build(),
            TransportWindowRow.newBuilder()
                .setTransportId(REPLICA.toString())
                .setReplicaId(REPLICA.toString())
                .setArtifactId("a")
                .setStatus("in_progress")
                .setRequestId("r2")
                .setCreatedAt(timestamp(TIME))
                .setReplicaMemorySizeBytes(5)
                .build());
  }

  @Test
  void a_window_has_two_ends_that_are_moments() {
    assertThat(refusedWindow(window(0, 1).clearCreatedAtStart()))
        .isEqualTo("created_at_start is required");
    assertThat(refusedWindow(window(0, 1).clearCreatedAtEnd()))
        .isEqualTo("created_at_end is required");
    assertThat(refusedWindow(window(Long.MIN_VALUE, 1)))
        .startsWith("created_at_start is no moment");
    assertThat(refusedWindow(window(0, Long.MAX_VALUE))).startsWith("created_at_end is no moment");
  }

  private ClusterRuntimeServiceBlockingStub blocking() {
    return ClusterRuntimeServiceGrpc.newBlockingStub(calls.channel());
  }

  private StatusRuntimeException refused(RequestReplicaTransportRequest request) {
    return catchThrowableOfType(
        StatusRuntimeException.class, () -> blocking().requestReplicaTransport(request));
  }

  private Status complete(String transport, int outcome) {
    return blocking().completeReplicaTransport(completion(transport, outcome)).getStatus();
  }

  private String refusedCompletion(String transport, int outcome, Code expected) {
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> blocking().completeReplicaTransport(completion(transport, outcome)));
    assertThat(refused.getStatus().getCode()).isEqualTo(expected);
    return String.valueOf(refused.getStatus().getDescription());
  }

  private static CompleteReplicaTransportRequest completion(String transport, int outcome) {
    TransportCompletionOutcome known = TransportCompletionOutcome.forNumber(outcome);
    return CompleteReplicaTransportRequest.newBuilder()
        .setTransportId(transport)
        .setOutcomeValue(known == null ? outcome : known.getNumber())
        .setOutcomeDetail("why")
        .build();
  }

  private String refusedWindow(QueryTransportWindowRequest.Builder request) {
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> blocking().queryTransportWindow(request.build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    return String.valueOf(refused.getStatus().getDescription());
  }

  private static QueryTransportWindowRequest.Builder window(long from, long to) {
    return QueryTransportWindowRequest.newBuilder()
        .setCreatedAtStart(Timestamp.newBuilder().setSeconds(from))
        .setCreatedAtEnd(Timestamp.newBuilder().setSeconds(to));
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static ReplicaView replica(String view) {
    return new ReplicaView(
        REPLICA,
        new ReplicaPlace("a", view, "n", "10.0.0.1", 65_090, MemoryType.GPU, 3),
        new WorkerId("w1"),
        -1,
        2,
        true,
        new ReplicaExport(
            io.roster.registry.replica.ExportState.EXPORTABLE,
            7,
            List.of("k1", "k2"),
            List.of(-2L, 1L),
            "{}"),
        TIME,
        TIME,
        Optional.empty());
  }

  /** A registry that answers what a test wants. */
  private static final class Registry implements TransportService {

    private final AtomicReference<TransportRequest> requested = new AtomicReference<>();
    private final AtomicReference<TransportCompletion> completed = new AtomicReference<>();
    private final AtomicReference<TransportWindow> window = new AtomicReference<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile CompletableFuture<TransportAnswer> answer = new CompletableFuture<>();
    private volatile TransportCompletion.Result result = TransportCompletion.Result.COMPLETED;
    private volatile List<TransportRecord> records = List.of();

    @Override
    public TransportCall request(TransportRequest request) {
      CompletableFuture<TransportAnswer> given = answer;
      requested.set(request);
      return new TransportCall() {
        @Override
        public CompletionStage<TransportAnswer> answer() {
          return given.minimalCompletionStage();
        }

        @Override
        public void cancel() {
          cancelled.set(true);
          given.cancel(false);
        }
      };
    }

    @Override
    public TransportCompletion.Result complete(TransportCompletion completion) {
      completed.set(completion);
      return result;
    }

    @Override
    public List<TransportRecord> query(TransportWindow asked) {
      window.set(asked);
      return records;
    }
  }
}
