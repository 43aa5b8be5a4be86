/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import io.roster.it.client.Artifact;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Pulse;
import io.roster.it.client.Replica;
import io.roster.it.client.StateChecksum;
import io.roster.it.client.Transports;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.Pagination;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.common.v1.ReplicaRef;
import io.roster.wire.common.v1.ReplicaStats;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsRequest;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesRequest;
import io.roster.wire.globalstore.v1.ChunkState;
import io.roster.wire.globalstore.v1.ChunkStateUpdate;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.GetArtifactIndexByIdRequest;
import io.roster.wire.globalstore.v1.GetArtifactIndexRequest;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdRequest;
import io.roster.wire.globalstore.v1.InstanceHeartbeatRequest;
import io.roster.wire.globalstore.v1.KeepaliveShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.ListReplicasV2Request;
import io.roster.wire.globalstore.v1.QueryChunkLocationsRequest;
import io.roster.wire.globalstore.v1.QueryTransportWindowRequest;
import io.roster.wire.globalstore.v1.ReconcileResultKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.RegisterInstanceRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.ReleaseShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.RevokeKeyMappingRequest;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.SwapKeyMappingRequest;
import io.roster.wire.globalstore.v1.TransportSchedulingGroup;
import io.roster.wire.globalstore.v1.UnregisterInstanceRequest;
import io.roster.wire.globalstore.v1.UnregisterReplicaByWorkerRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import io.roster.wire.globalstore.v1.WaitReplicaDrainRequest;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no daemon should send, and what the registry makes of it: a reason, never a surprise. */
@ParameterizedClass
@EnumSource(Product.class)
class BadInputIT {

  /** The largest message that is taken. */
  private static final int MESSAGE_LIMIT = 16 << 20;

  private static final int ANY_SIZE = 256 << 20;

  private final Wire wire;
  private final Transports transports;
  private final Fleet fleet;
  private final Worker worker;
  private final Replica replica;

  BadInputIT(Product product) {
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

  /** A call that a test makes with a text of its choice. */
  private interface Call extends BiFunction<BadInputIT, String, Object> {}

  private static Arguments call(String name, Call call) {
    return arguments(name, call);
  }

  private Code codeOf(Call call, String text) {
    return statusOf(() -> call.apply(this, text)).getCode();
  }

  // Texts

  private static Object register(BadInputIT test, Consumer<RegisterReplicaRequest.Builder> change) {
    RegisterReplicaRequest.Builder request = test.replica.registration(test.worker.id());
    change.accept(request);
    return test.wire.runtime().registerReplica(request.build());
  }

  private static Object report(BadInputIT test, Consumer<ReplicaInfo.Builder> change) {
    ReplicaInfo.Builder entry = test.replica.entry().toBuilder();
    change.accept(entry);
    return test.wire.runtime().reconcileWorkerState(test.worker.next(entry.build()).build());
  }

  private static Object instance(
      BadInputIT test, Consumer<RegisterInstanceRequest.Builder> change) {
    RegisterInstanceRequest.Builder request =
        RegisterInstanceRequest.newBuilder()
            .setInstanceId(Fresh.name("instance"))
            .setDaemonId(test.worker.daemon().id())
            .setEngine("vllm");
    change.accept(request);
    return test.wire.runtime().registerInstance(request.build());
  }

  private static Object chunk(BadInputIT test, Consumer<ChunkStateUpdate.Builder> change) {
    ChunkStateUpdate.Builder update =
        ChunkStateUpdate.newBuilder()
            .setArtifactId(test.replica.artifact())
            .setDeviceUuid("GPU-0")
            .setState(ChunkState.CHUNK_STATE_HOT);
    change.accept(update);
    return test.wire
        .runtime()
        .batchUpdateChunkStates(
            BatchUpdateChunkStatesRequest.newBuilder()
                .setWorkerId(test.worker.id())
                .setNodeId(test.worker.daemon().node())
                .addUpdates(update)
                .build());
  }

  private static Object part(BadInputIT test, Consumer<TransportSchedulingGroup.Builder> change) {
    test.wire.register(test.replica.registration(test.worker.id()));
    TransportSchedulingGroup.Builder group =
        TransportSchedulingGroup.newBuilder()
            .setGroupId(Fresh.name("group"))
            .setGroupKind("test")
            .setPartId("part")
            .setTotalParts(1);
    change.accept(group);
    return test.transports.request(
        Transports.of(test.replica.artifact()).setSchedulingGroup(group));
  }

  private static Object map(BadInputIT test, Consumer<UpsertKeyMappingRequest.Builder> change) {
    UpsertKeyMappingRequest.Builder request =
        UpsertKeyMappingRequest.newBuilder()
            .setKey(Fresh.name("key"))
            .setArtifactId(Artifact.fresh().publish(test.wire).id());
    change.accept(request);
    return test.wire.catalog().upsertKeyMapping(request.build());
  }

  /** Names: of artifacts, workers, keys … */
  static Stream<Arguments> names() {
    return Stream.of(
        call("RegisterReplica.artifact_id", (t, text) -> register(t, r -> r.setArtifactId(text))),
        call("RegisterReplica.worker_id", (t, text) -> register(t, r -> r.setWorkerId(text))),
        call(
            "RegisterReplica.client_request_id",
            (t, text) -> register(t, r -> r.setClientRequestId(text))),
        call(
            "RegisterReplica.node_id",
            (t, text) -> register(t, r -> r.getMemInfoBuilder().setNodeId(text))),
        call(
            "RegisterReplica.node_address",
            (t, text) -> register(t, r -> r.getMemInfoBuilder().setNodeAddress(text))),
        call(
            "RegisterReplica.view",
            (t, text) ->
                register(
                    t,
                    r ->
                        r.getMemInfoBuilder()
                            .setByteSpace(t.replica.ofView("v" + text).byteSpace()))),
        call(
            "ReconcileWorkerState.artifact_id",
            (t, text) -> report(t, entry -> entry.getRefBuilder().setArtifactId(text))),
        call(
            "ReconcileWorkerState.node_id",
            (t, text) -> report(t, entry -> entry.getMemoryInfoBuilder().setNodeId(text))),
        call(
            "ReconcileWorkerState.view",
            (t, text) ->
                report(
                    t,
                    entry ->
                        entry
                            .getMemoryInfoBuilder()
                            .setByteSpace(t.replica.ofView("v" + text).byteSpace()))),
        call("RegisterInstance.instance_id", (t, text) -> instance(t, i -> i.setInstanceId(text))),
        call("RegisterInstance.daemon_id", (t, text) -> instance(t, i -> i.setDaemonId(text))),
        call("RegisterInstance.engine", (t, text) -> instance(t, i -> i.setEngine(text))),
        call(
            "BatchUpdateChunkStates.artifact_id",
            (t, text) -> chunk(t, update -> update.setArtifactId(text))),
        call(
            "BatchUpdateChunkStates.device_uuid",
            (t, text) -> chunk(t, update -> update.setDeviceUuid(text))),
        call(
            "RequestReplicaTransport.request_id",
            (t, text) -> {
              t.wire.register(t.replica.registration(t.worker.id()));
              return t.transports.request(Transports.of(t.replica.artifact()).setRequestId(text));
            }),
        call("RequestReplicaTransport.group_id", (t, text) -> part(t, g -> g.setGroupId(text))),
        call("RequestReplicaTransport.group_kind", (t, text) -> part(t, g -> g.setGroupKind(text))),
        call("RequestReplicaTransport.part_id", (t, text) -> part(t, g -> g.setPartId(text))),
        call(
            "AcquireShardHomeLease.holder_daemon_id",
            (t, text) ->
                t.wire
                    .runtime()
                    .acquireShardHomeLease(
                        AcquireShardHomeLeaseRequest.newBuilder()
                            .setShardId(Fresh.number())
                            .setHolderDaemonId(text)
                            .setTtlMs(60_000)
                            .build())),
        call("UpsertKeyMapping.key", (t, text) -> map(t, request -> request.setKey(text))),
        call(
            "SwapKeyMapping.key",
            (t, text) ->
                t.wire
                    .catalog()
                    .swapKeyMapping(
                        SwapKeyMappingRequest.newBuilder()
                            .setKey(text)
                            .setNewArtifactId(Artifact.fresh().publish(t.wire).id())
                            .build())),
        call(
            "UpsertArtifactMetadata.artifact_id",
            (t, text) -> {
              Artifact artifact = Artifact.fresh();
              return t.wire
                  .catalog()
                  .upsertArtifactMetadata(
                      artifact
                          .metadata()
                          .setDescriptor(artifact.descriptor().setArtifactId(text))
                          .build());
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void a_name_has_no_control_characters(String name, Call call) {
    assertThat(codeOf(call, "a\u0000b")).as(name).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(call, "a\u0007b")).as(name).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(call, "a\nb")).as(name).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void a_name_is_not_a_novel(String name, Call call) {
    assertThat(codeOf(call, novel())).as(name).isEqualTo(Code.INVALID_ARGUMENT);
  }

  /** Random, so that no index or page can make it small. */
  private static String novel() {
    return new Random(7)
        .ints(100_000, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Texts that are not names: they may be long and have lines, but there is no zero in a text. */
  static Stream<Arguments> texts() {
    return Stream.of(
        call(
            "RegisterReplica.remote_memory_keys",
            (t, text) ->
                register(
                    t,
                    r -> r.getMemInfoBuilder().getTransportBuilder().setRemoteMemoryKeys(0, text))),
        call(
            "RegisterReplica.verification_json",
            (t, text) ->
                register(
                    t, r -> r.getMemInfoBuilder().getTransportBuilder().setVerificationJson(text))),
        call(
            "ReconcileWorkerState.verification_json",
            (t, text) ->
                report(
                    t,
                    entry ->
                        entry
                            .getMemoryInfoBuilder()
                            .getTransportBuilder()
                            .setVerificationJson(text))),
        call("RegisterInstance.labels", (t, text) -> instance(t, i -> i.putLabels("label", text))),
        call(
            "RegisterInstance.signals_endpoint",
            (t, text) -> instance(t, i -> i.setSignalsEndpoint(text))),
        call(
            "UpsertKeyMapping.daemon_address",
            (t, text) -> map(t, request -> request.setDaemonAddress(text))),
        call(
            "UpsertKeyMapping.replica_uuid",
            (t, text) -> map(t, request -> request.setReplicaUuid(text))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void a_text_with_a_zero_in_it_is_refused(String name, Call call) {
    assertThat(codeOf(call, "a\u0000b")).as(name).isEqualTo(Code.INVALID_ARGUMENT);
  }

  static Stream<Arguments> questions() {
    return Stream.of(
        call(
            "ResolveKeyMapping",
            (t, text) ->
                t.wire
                    .catalog()
                    .resolveKeyMapping(ResolveKeyMappingRequest.newBuilder().setKey(text).build())),
        call(
            "RevokeKeyMapping",
            (t, text) ->
                t.wire
                    .catalog()
                    .revokeKeyMapping(RevokeKeyMappingRequest.newBuilder().setKey(text).build())),
        call(
            "GetArtifactIndex",
            (t, text) ->
                t.wire
                    .catalog()
                    .getArtifactIndex(
                        GetArtifactIndexRequest.newBuilder().setTensorIndexKey(text).build())),
        call(
            "GetArtifactIndexById",
            (t, text) ->
                t.wire
                    .catalog()
                    .getArtifactIndexById(
                        GetArtifactIndexByIdRequest.newBuilder().setArtifactId(text).build())),
        call(
            "GetArtifactInfoById",
            (t, text) ->
                t.wire
                    .assembly()
                    .getArtifactInfoById(
                        GetArtifactInfoByIdRequest.newBuilder().setArtifactId(text).build())),
        call(
            "ListReplicasV2",
            (t, text) ->
                t.wire
                    .runtime()
                    .listReplicasV2(
                        ListReplicasV2Request.newBuilder()
                            .setArtifactId(text)
                            .setNodeId(text)
                            .setNodeAddress(text)
                            .setPagination(Pagination.newBuilder().setPageToken(text))
                            .build())),
        call(
            "BatchGetReplicaCounts",
            (t, text) ->
                t.wire
                    .runtime()
                    .batchGetReplicaCounts(
                        BatchGetReplicaCountsRequest.newBuilder().addArtifactIds(text).build())),
        call(
            "QueryChunkLocations",
            (t, text) ->
                t.wire
                    .runtime()
                    .queryChunkLocations(
                        QueryChunkLocationsRequest.newBuilder().setArtifactId(text).build())),
        call("RequestReplicaTransport", (t, text) -> t.transports.request(Transports.of(text))),
        call(
            "UnregisterReplicaByWorker",
            (t, text) ->
                t.wire
                    .runtime()
                    .unregisterReplicaByWorker(
                        UnregisterReplicaByWorkerRequest.newBuilder()
                            .setArtifactId(text)
                            .setWorkerId(text)
                            .build())),
        call(
            "InstanceHeartbeat",
            (t, text) ->
                t.wire
                    .runtime()
                    .instanceHeartbeat(
                        InstanceHeartbeatRequest.newBuilder().setInstanceId(text).build())),
        call(
            "UnregisterInstance",
            (t, text) ->
                t.wire
                    .runtime()
                    .unregisterInstance(
                        UnregisterInstanceRequest.newBuilder().setInstanceId(text).build())),
        call(
            "KeepaliveShardHomeLease",
            (t, text) ->
                t.wire
                    .runtime()
                    .keepaliveShardHomeLease(
                        KeepaliveShardHomeLeaseRequest.newBuilder()
                            .setLeaseToken(text)
                            .setTtlMs(1)
                            .build())),
        call(
            "ReleaseShardHomeLease",
            (t, text) ->
                t.wire
                    .runtime()
                    .releaseShardHomeLease(
                        ReleaseShardHomeLeaseRequest.newBuilder().setLeaseToken(text).build())),
        call(
            "ReconcileWorkerState",
            (t, text) ->
                t.wire.runtime().reconcileWorkerState(t.worker.next().setWorkerId(text).build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  void a_question_about_nonsense_has_an_answer(String name, Call call) {
    for (String nonsense :
        List.of("a\u0000b", "a\u0007b", novel(), "' or 1 = 1 --", "%", "\ud83d\ude00")) {
      assertThat(codeOf(call, nonsense))
          .as(name + " of " + nonsense.substring(0, Math.min(20, nonsense.length())))
          .isIn(Code.OK, Code.INVALID_ARGUMENT, Code.NOT_FOUND);
    }
  }

  // Numbers

  @Test
  void a_lease_for_ever_is_refused_or_does_not_end_at_once() {
    for (long millis : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1L}) {
      CompletableFuture<AcquireShardHomeLeaseResponse> answer = new CompletableFuture<>();
      Code code =
          statusOf(
                  () ->
                      answer.complete(
                          wire.runtime()
                              .acquireShardHomeLease(
                                  AcquireShardHomeLeaseRequest.newBuilder()
                                      .setShardId(Fresh.number())
                                      .setHolderDaemonId(worker.daemon().id())
                                      .setTtlMs(millis)
                                      .build())))
              .getCode();

      assertThat(code).isIn(Code.OK, Code.INVALID_ARGUMENT);
      if (code == Code.OK) {
        assertThat(answer.join().getAcquired()).isTrue();
        assertThat(answer.join().getLease().getExpiresAt().getSeconds())
            .isGreaterThan(Instant.now().getEpochSecond());
      }
    }
  }

  @Test
  void a_wait_of_any_length_is_understood() {
    wire.register(replica.withSlots(4).registration(worker.id()));

    for (long seconds : new long[] {Long.MIN_VALUE, -1, 315_576_000_000L, Long.MAX_VALUE}) {
      assertThat(
              statusOf(
                      () ->
                          transports.request(
                              Transports.of(replica.artifact())
                                  .setWaitTimeoutDur(Duration.newBuilder().setSeconds(seconds))))
                  .getCode())
          .as(seconds + " seconds")
          .isIn(Code.OK, Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void the_longest_wait_for_an_idle_replica_is_no_wait() {
    String id = wire.register(replica.registration(worker.id()));

    assertThat(
            wire.runtime()
                .waitReplicaDrain(
                    WaitReplicaDrainRequest.newBuilder().setReplicaId(id).setTimeoutMs(-1).build())
                .getDrained())
        .isTrue();
  }

  @Test
  void times_that_no_calendar_knows_are_refused_or_understood() {
    for (long seconds :
        new long[] {Long.MIN_VALUE, -62_135_596_801L, 253_402_300_800L, Long.MAX_VALUE}) {
      Timestamp time = Timestamp.newBuilder().setSeconds(seconds).setNanos(-1).build();
      assertThat(
              statusOf(
                      () ->
                          wire.runtime()
                              .queryTransportWindow(
                                  QueryTransportWindowRequest.newBuilder()
                                      .setCreatedAtStart(time)
                                      .setCreatedAtEnd(time)
                                      .build()))
                  .getCode())
          .isIn(Code.OK, Code.INVALID_ARGUMENT);
      assertThat(
              statusOf(() -> report(this, entry -> entry.getStatsBuilder().setRegisteredTs(time)))
                  .getCode())
          .isIn(Code.OK, Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void a_key_may_be_kept_for_any_time_or_is_refused() {
    for (long seconds : new long[] {Long.MIN_VALUE, -1, 315_576_000_000L, Long.MAX_VALUE}) {
      assertThat(
              statusOf(
                      () ->
                          map(
                              this,
                              request -> request.setTtl(Duration.newBuilder().setSeconds(seconds))))
                  .getCode())
          .isIn(Code.OK, Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void the_largest_page_is_a_page() {
    wire.register(replica.registration(worker.id()));

    assertThat(
            wire.runtime()
                .listReplicasV2(
                    ListReplicasV2Request.newBuilder()
                        .setArtifactId(replica.artifact())
                        .setPagination(Pagination.newBuilder().setPageSize(-1))
                        .build())
                .getReplicasList())
        .hasSize(1);
  }

  // Words that only a later version knows

  @Test
  void an_outcome_nobody_knows_ends_nothing() {
    String id = wire.register(replica.registration(worker.id()));
    String transport = transports.hold(replica.artifact());

    assertThat(
            statusOf(
                    () ->
                        wire.runtime()
                            .completeReplicaTransport(
                                CompleteReplicaTransportRequest.newBuilder()
                                    .setTransportId(transport)
                                    .setOutcomeValue(99)
                                    .build()))
                .isOk())
        .isFalse();
    assertThat(transports.look(id).getCurrentRequests()).isEqualTo(1);
  }

  @Test
  void a_kind_of_report_nobody_knows_removes_nothing() {
    worker.report(wire, replica);

    Code code =
        statusOf(
                () ->
                    wire.runtime()
                        .reconcileWorkerState(worker.next().setRequestKindValue(99).build()))
            .getCode();

    assertThat(code).isIn(Code.OK, Code.INVALID_ARGUMENT);
    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
  }

  @Test
  void a_memory_nobody_knows_has_no_replicas() {
    assertThat(
            statusOf(
                    () ->
                        wire.runtime()
                            .listReplicasV2(
                                ListReplicasV2Request.newBuilder().setMemoryTypeValue(999).build()))
                .getCode())
        .isIn(Code.OK, Code.INVALID_ARGUMENT);
  }

  @Test
  void a_chunk_state_nobody_knows_is_refused_or_kept() {
    assertThat(statusOf(() -> chunk(this, update -> update.setStateValue(99))).getCode())
        .isIn(Code.OK, Code.INVALID_ARGUMENT);
    assertThat(statusOf(() -> chunk(this, update -> update.setStateValue(-1))).getCode())
        .isIn(Code.OK, Code.INVALID_ARGUMENT);
  }

  // Calls that end early

  @Test
  void a_call_that_comes_too_late_does_no_harm() throws Exception {
    RegisterReplicaRequest request =
        replica.registration(worker.id()).setClientRequestId(Fresh.name("late")).build();
    CompletableFuture<Code> end =
        CompletableFuture.supplyAsync(
            () ->
                statusOf(
                        () ->
                            ClientCalls.blockingUnaryCall(
                                wire.with("grpc-timeout", "1n").calls(),
                                ClusterRuntimeServiceGrpc.getRegisterReplicaMethod(),
                                CallOptions.DEFAULT,
                                request))
                    .getCode());

    assertThat(end.get(15, TimeUnit.SECONDS)).isIn(Code.DEADLINE_EXCEEDED, Code.CANCELLED, Code.OK);

    assertThat(wire.runtime().registerReplica(request).getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
  }

  @Test
  void a_call_that_is_cancelled_can_be_made_again() {
    RegisterReplicaRequest request =
        replica.registration(worker.id()).setClientRequestId(Fresh.name("cancelled")).build();
    ClientCall<RegisterReplicaRequest, RegisterReplicaResponse> call =
        wire.calls()
            .newCall(ClusterRuntimeServiceGrpc.getRegisterReplicaMethod(), CallOptions.DEFAULT);
    call.start(new ClientCall.Listener<>() {}, new Metadata());
    call.request(1);
    call.sendMessage(request);
    call.halfClose();
    call.cancel("changed its mind", null);

    assertThat(wire.runtime().registerReplica(request).getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
  }

  @Test
  void a_report_that_is_cancelled_can_be_made_again() {
    ClientCall<ReconcileWorkerStateRequest, ReconcileWorkerStateResponse> call =
        wire.calls()
            .newCall(
                ClusterRuntimeServiceGrpc.getReconcileWorkerStateMethod(), CallOptions.DEFAULT);
    call.start(new ClientCall.Listener<>() {}, new Metadata());
    call.request(1);
    call.sendMessage(worker.next(replica.entry()).build());
    call.halfClose();
    call.cancel("changed its mind", null);

    ReconcileWorkerStateResponse answer = worker.report(wire, replica);

    assertThat(answer.getResultKind())
        .as("whether the first one got through or not")
        .isIn(
            ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED,
            ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP);
    assertThat(answer.getNewStateVersion()).isEqualTo(2);
    assertThat(answer.getNewStateChecksum()).isEqualTo(StateChecksum.of(replica.entry()));
  }

  // Sizes

  @Test
  void a_message_that_is_too_large_is_refused_by_size() {
    ReplicaInfo.Builder entry = replica.entry().toBuilder();
    entry
        .getMemoryInfoBuilder()
        .getTransportBuilder()
        .setVerificationJson("x".repeat(MESSAGE_LIMIT));

    assertThat(
            statusOf(() -> wire.runtime().reconcileWorkerState(worker.next(entry.build()).build()))
                .getCode())
        .isEqualTo(Code.RESOURCE_EXHAUSTED);

    assertThat(worker.report(wire, replica).getNewStateVersion())
        .as("the worker goes on with the same number")
        .isEqualTo(2);
  }

  @Test
  void a_hundred_thousand_replicas_in_one_report_are_taken_or_refused_and_no_beat_waits_for_them() {
    List<ReplicaInfo> inventory =
        IntStream.range(0, 100_000).mapToObj(each -> small(String.format("h%05d", each))).toList();
    assertThat(worker.next(inventory).build().getSerializedSize()).isLessThan(MESSAGE_LIMIT);
    String neighbour = fleet.join().id();
    CompletableFuture<ReconcileWorkerStateResponse> answer = new CompletableFuture<>();

    Code code;
    try (Pulse pulse =
        new Pulse(
            java.time.Duration.ofMillis(200),
            () -> {
              var ignored =
                  wire.runtime()
                      .withDeadlineAfter(2, TimeUnit.SECONDS)
                      .workerHeartbeat(Wire.beatOf(neighbour).build());
            })) {
      code = statusOf(() -> answer.complete(sendLarge(inventory))).getCode();
      assertThat(pulse.isSteady()).isTrue();
    }

    assertThat(code).isIn(Code.OK, Code.RESOURCE_EXHAUSTED, Code.INVALID_ARGUMENT);
    if (code == Code.OK
        && answer.join().getResultKind() == ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED) {
      assertThat(answer.join().getNewStateChecksum()).isEqualTo(StateChecksum.of(inventory));
      assertThat(sendLarge(List.of()).getNewStateChecksum()).isEqualTo(StateChecksum.of());
    }
    assertThat(wire.find(worker.id())).isPresent();
    assertThat(wire.find(neighbour)).isPresent();
  }

  private ReconcileWorkerStateResponse sendLarge(List<ReplicaInfo> inventory) {
    var report = worker.next(inventory);
    ReconcileWorkerStateResponse answer =
        wire.runtime()
            .withMaxInboundMessageSize(ANY_SIZE)
            .withDeadlineAfter(120, TimeUnit.SECONDS)
            .reconcileWorkerState(report.build());
    worker.acknowledge(report.getRequestSeq(), answer);
    return answer;
  }

  private static ReplicaInfo small(String artifact) {
    return ReplicaInfo.newBuilder()
        .setRef(ReplicaRef.newBuilder().setArtifactId(artifact))
        .setMemoryInfo(
            MemoryInfo.newBuilder()
                .setNodeId("n")
                .setNodeAddress("10.0.0.1")
                .setNodePort(50_051)
                .setMemorySize(1)
                .setMemoryType(MemoryType.MEMORY_TYPE_GPU))
        .setStats(ReplicaStats.newBuilder().setMaxConcurrency(1).setIsAvailable(true))
        .build();
  }
}
