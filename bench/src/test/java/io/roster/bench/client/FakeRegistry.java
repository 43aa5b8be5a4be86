/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesRequest;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesResponse;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportResponse;
import io.roster.wire.globalstore.v1.ReconcileResultKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingResponse;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataResponse;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingResponse;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry that remembers what it was asked, behind a real port. */
final class FakeRegistry implements AutoCloseable {

  static final io.roster.wire.globalstore.v1.Status OK =
      io.roster.wire.globalstore.v1.Status.STATUS_OK;

  final List<WorkerHeartbeatRequest> beats = new CopyOnWriteArrayList<>();
  final List<ReconcileWorkerStateRequest> reconciles = new CopyOnWriteArrayList<>();
  final List<RegisterReplicaRequest> replicas = new CopyOnWriteArrayList<>();
  final List<BatchUpdateChunkStatesRequest> chunks = new CopyOnWriteArrayList<>();
  final Set<String> transports = ConcurrentHashMap.newKeySet();
  final Map<String, String> keys = new ConcurrentHashMap<>();
  final Set<String> artifacts = ConcurrentHashMap.newKeySet();

  /** Answers to reconciles, in turn; when there are none, each is applied. */
  final Queue<ReconcileResultKind> reconcileAnswers = new ConcurrentLinkedQueue<>();

  /** What a reconcile is refused with, once. */
  final Queue<Status> reconcileRefusals = new ConcurrentLinkedQueue<>();

  private final AtomicInteger transportIds = new AtomicInteger();
  private final Server server;

  FakeRegistry() {
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(new Runtime())
              .addService(new Catalog())
              .build()
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static <A> void answer(StreamObserver<A> observer, A answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  private final class Runtime extends ClusterRuntimeServiceGrpc.ClusterRuntimeServiceImplBase {

    @Override
    public void registerWorker(
        RegisterWorkerRequest request, StreamObserver<RegisterWorkerResponse> observer) {
      answer(
          observer,
          RegisterWorkerResponse.newBuilder()
              .setStatus(OK)
              .setWorkerId("worker_of_" + request.getDaemonId())
              .setExpectedStateVersion(1)
              .setReconcileGeneration(5)
              .build());
    }

    @Override
    public void workerHeartbeat(
        WorkerHeartbeatRequest request, StreamObserver<WorkerHeartbeatResponse> observer) {
      beats.add(request);
      answer(observer, WorkerHeartbeatResponse.newBuilder().setStatus(OK).build());
    }

    @Override
    public void reconcileWorkerState(
        ReconcileWorkerStateRequest request,
        StreamObserver<ReconcileWorkerStateResponse> observer) {
      reconciles.add(request);
      Status refusal = reconcileRefusals.poll();
      if (refusal != null) {
        observer.onError(refusal.asRuntimeException());
        return;
      }
      ReconcileResultKind kind = reconcileAnswers.poll();
      answer(
          observer,
          ReconcileWorkerStateResponse.newBuilder()
              .setResultKind(
                  kind == null ? ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED : kind)
              .setNewStateVersion(request.getRequestSeq() + 1)
              .setNewStateChecksum("after-" + request.getRequestSeq())
              .build());
    }

    @Override
    public void registerReplica(
        RegisterReplicaRequest request, StreamObserver<RegisterReplicaResponse> observer) {
      replicas.add(request);
      answer(observer, RegisterReplicaResponse.newBuilder().setStatus(OK).build());
    }

    @Override
    public void batchUpdateChunkStates(
        BatchUpdateChunkStatesRequest request,
        StreamObserver<BatchUpdateChunkStatesResponse> observer) {
      chunks.add(request);
      answer(observer, BatchUpdateChunkStatesResponse.newBuilder().setStatus(OK).build());
    }

    @Override
    public void requestReplicaTransport(
        RequestReplicaTransportRequest request,
        StreamObserver<RequestReplicaTransportResponse> observer) {
      String id = "transport-" + transportIds.incrementAndGet();
      transports.add(id);
      answer(
          observer,
          RequestReplicaTransportResponse.newBuilder()
              .setStatus(OK)
              .setTransportId(id)
              .setRemoteMemoryInfo(MemoryInfo.getDefaultInstance())
              .build());
    }

    @Override
    public void completeReplicaTransport(
        CompleteReplicaTransportRequest request,
        StreamObserver<CompleteReplicaTransportResponse> observer) {
      transports.remove(request.getTransportId());
      answer(observer, CompleteReplicaTransportResponse.newBuilder().setStatus(OK).build());
    }
  }

  private final class Catalog extends ArtifactCatalogServiceGrpc.ArtifactCatalogServiceImplBase {

    @Override
    public void upsertArtifactMetadata(
        UpsertArtifactMetadataRequest request,
        StreamObserver<UpsertArtifactMetadataResponse> observer) {
      artifacts.add(request.getDescriptor().getArtifactId());
      answer(observer, UpsertArtifactMetadataResponse.newBuilder().setStatus(OK).build());
    }

    /** A key for an artifact that is not known is refused, as the wire wants it. */
    @Override
    public void upsertKeyMapping(
        UpsertKeyMappingRequest request, StreamObserver<UpsertKeyMappingResponse> observer) {
      if (!artifacts.contains(request.getArtifactId())) {
        observer.onError(Status.FAILED_PRECONDITION.asRuntimeException());
        return;
      }
      keys.put(request.getKey(), request.getArtifactId());
      answer(observer, UpsertKeyMappingResponse.newBuilder().setStatus(OK).build());
    }

    @Override
    public void resolveKeyMapping(
        ResolveKeyMappingRequest request, StreamObserver<ResolveKeyMappingResponse> observer) {
      answer(
          observer,
          ResolveKeyMappingResponse.newBuilder()
              .setStatus(OK)
              .setArtifactId(keys.getOrDefault(request.getKey(), "nothing"))
              .build());
    }
  }
}
