/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.roster.node.registry.InventoryReport;
import io.roster.node.registry.LinkReports;
import io.roster.node.registry.Membership;
import io.roster.node.registry.NetworkThreads;
import io.roster.node.registry.NodeIdentity;
import io.roster.node.registry.NodeLoad;
import io.roster.node.registry.RegistryAccess;
import io.roster.node.registry.RegistryClient;
import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import io.roster.v1.AcknowledgeCommandRequest;
import io.roster.v1.Command;
import io.roster.v1.NodeCommandServiceGrpc;
import io.roster.v1.TakeCommandsRequest;
import io.roster.v1.TakeCommandsResponse;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesRequest;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesResponse;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportResponse;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.HealthCheckResponse;
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
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataResponse;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingResponse;
import io.roster.wire.globalstore.v1.WaitReplicaDrainRequest;
import io.roster.wire.globalstore.v1.WaitReplicaDrainResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A registry on a real port whose answers a test decides, and which remembers what it was asked.
 */
public final class TestRegistry implements AutoCloseable {

  public static final NodeIdentity NODE = new NodeIdentity("n", "d", "10.0.0.1", 61, 62);

  public final List<ReconcileWorkerStateRequest> reconciles = new CopyOnWriteArrayList<>();
  public final List<RegisterReplicaRequest> replicas = new CopyOnWriteArrayList<>();
  public final List<CompleteReplicaTransportRequest> completions = new CopyOnWriteArrayList<>();
  public final List<WaitReplicaDrainRequest> drains = new CopyOnWriteArrayList<>();
  public final List<BatchUpdateChunkStatesRequest> chunks = new CopyOnWriteArrayList<>();
  public final List<UpsertArtifactMetadataRequest> metadata = new CopyOnWriteArrayList<>();
  public final List<AcknowledgeCommandRequest> acknowledgements = new CopyOnWriteArrayList<>();
  public final List<TakeCommandsRequest> takes = new CopyOnWriteArrayList<>();
  public final Queue<Command> commands = new ConcurrentLinkedQueue<>();
  public final Queue<RequestReplicaTransportResponse> transports = new ConcurrentLinkedQueue<>();
  public final Map<String, String> keys = new ConcurrentHashMap<>();
  public final Membership membership = new Membership();

  public volatile Function<ReconcileWorkerStateRequest, ReconcileWorkerStateResponse> reconcile =
      request -> ReconcileWorkerStateResponse.getDefaultInstance();
  public volatile Optional<io.grpc.Status> failure = Optional.empty();

  private final NetworkThreads network = new NetworkThreads(work -> new Thread(work, "network"));
  private final Server server;
  private final RegistryAccess access;

  public TestRegistry() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Runtime())
            .addService(new Catalog())
            .addService(new Commands())
            .addService(new Admin())
            .build()
            .start();
    access =
        RegistryAccess.create(
            Settings.read(
                NodeSettings.TABLE,
                Map.of(NodeSettings.REGISTRY.key(), "127.0.0.1:" + server.getPort())),
            NODE,
            membership,
            new NoReports(),
            network,
            reason -> {});
  }

  public RegistryClient client() {
    return access.client();
  }

  /** Registers the node as {@code worker_n_1} under this generation. */
  public void register() {
    access.link().step();
  }

  /** The next transport that is asked for is permitted from there. */
  public void permit(String transportId, String host, int port, long sizeBytes) {
    transports.add(
        RequestReplicaTransportResponse.newBuilder()
            .setStatus(Status.STATUS_OK)
            .setTransportId(transportId)
            .setRemoteMemoryInfo(
                MemoryInfo.newBuilder()
                    .setNodeAddress(host)
                    .setNodePort(port)
                    .setMemorySize(sizeBytes))
            .build());
  }

  @Override
  public void close() throws InterruptedException {
    access.close();
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
    network.close();
  }

  private <T> void answer(StreamObserver<T> observer, T answer) {
    Optional<io.grpc.Status> refused = failure;
    if (refused.isPresent()) {
      observer.onError(refused.get().asRuntimeException());
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  private record NoReports() implements LinkReports {
    @Override
    public NodeLoad load() {
      return new NodeLoad(10, 5, true);
    }

    @Override
    public InventoryReport inventory() {
      return InventoryReport.UNKNOWN;
    }
  }

  private final class Admin extends ClusterAdminServiceGrpc.ClusterAdminServiceImplBase {
    @Override
    public void healthCheck(
        HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
      answer(observer, HealthCheckResponse.newBuilder().setStatus(Status.STATUS_OK).build());
    }
  }

  private final class Runtime extends ClusterRuntimeServiceGrpc.ClusterRuntimeServiceImplBase {
    private long generation;

    @Override
    public void registerWorker(
        RegisterWorkerRequest request, StreamObserver<RegisterWorkerResponse> observer) {
      generation++;
      answer(
          observer,
          RegisterWorkerResponse.newBuilder()
              .setStatus(Status.STATUS_OK)
              .setWorkerId("worker_n_1")
              .setExpectedStateVersion(1)
              .setReconcileGeneration(generation)
              .build());
    }

    @Override
    public void reconcileWorkerState(
        ReconcileWorkerStateRequest request,
        StreamObserver<ReconcileWorkerStateResponse> observer) {
      reconciles.add(request);
      answer(observer, reconcile.apply(request));
    }

    @Override
    public void registerReplica(
        RegisterReplicaRequest request, StreamObserver<RegisterReplicaResponse> observer) {
      if (failure.isEmpty()) {
        replicas.add(request);
      }
      answer(
          observer,
          RegisterReplicaResponse.newBuilder()
              .setStatus(Status.STATUS_OK)
              .setArtifactId(request.getArtifactId())
              .setReplicaId("replica-" + replicas.size())
              .build());
    }

    @Override
    public void requestReplicaTransport(
        RequestReplicaTransportRequest request,
        StreamObserver<RequestReplicaTransportResponse> observer) {
      RequestReplicaTransportResponse next = transports.poll();
      answer(
          observer,
          next == null
              ? RequestReplicaTransportResponse.newBuilder()
                  .setStatus(Status.STATUS_NOT_FOUND)
                  .build()
              : next);
    }

    @Override
    public void completeReplicaTransport(
        CompleteReplicaTransportRequest request,
        StreamObserver<CompleteReplicaTransportResponse> observer) {
      if (failure.isEmpty()) {
        completions.add(request);
      }
      answer(
          observer,
          CompleteReplicaTransportResponse.newBuilder().setStatus(Status.STATUS_OK).build());
    }

    @Override
    public void batchUpdateChunkStates(
        BatchUpdateChunkStatesRequest request,
        StreamObserver<BatchUpdateChunkStatesResponse> observer) {
      if (failure.isEmpty()) {
        chunks.add(request);
      }
      answer(
          observer,
          BatchUpdateChunkStatesResponse.newBuilder().setStatus(Status.STATUS_OK).build());
    }

    @Override
    public void waitReplicaDrain(
        WaitReplicaDrainRequest request, StreamObserver<WaitReplicaDrainResponse> observer) {
      drains.add(request);
      answer(
          observer,
          WaitReplicaDrainResponse.newBuilder()
              .setStatus(Status.STATUS_OK)
              .setDrained(true)
              .build());
    }
  }

  private final class Catalog extends ArtifactCatalogServiceGrpc.ArtifactCatalogServiceImplBase {
    @Override
    public void upsertArtifactMetadata(
        UpsertArtifactMetadataRequest request,
        StreamObserver<UpsertArtifactMetadataResponse> observer) {
      metadata.add(request);
      answer(
          observer,
          UpsertArtifactMetadataResponse.newBuilder().setStatus(Status.STATUS_OK).build());
    }

    @Override
    public void upsertKeyMapping(
        UpsertKeyMappingRequest request, StreamObserver<UpsertKeyMappingResponse> observer) {
      String before = keys.putIfAbsent(request.getKey(), request.getArtifactId());
      boolean taken = before != null && !before.equals(request.getArtifactId());
      answer(
          observer,
          UpsertKeyMappingResponse.newBuilder()
              .setStatus(taken ? Status.STATUS_ERROR : Status.STATUS_OK)
              .setConflictReason(taken ? "key already mapped to " + before : "")
              .build());
    }

    @Override
    public void resolveKeyMapping(
        ResolveKeyMappingRequest request, StreamObserver<ResolveKeyMappingResponse> observer) {
      String artifact = keys.get(request.getKey());
      answer(
          observer,
          ResolveKeyMappingResponse.newBuilder()
              .setStatus(artifact == null ? Status.STATUS_NOT_FOUND : Status.STATUS_OK)
              .setArtifactId(artifact == null ? "" : artifact)
              .build());
    }
  }

  private final class Commands extends NodeCommandServiceGrpc.NodeCommandServiceImplBase {
    @Override
    public void takeCommands(
        TakeCommandsRequest request, StreamObserver<TakeCommandsResponse> observer) {
      takes.add(request);
      TakeCommandsResponse.Builder taken = TakeCommandsResponse.newBuilder();
      for (Command next = commands.poll(); next != null; next = commands.poll()) {
        taken.addCommands(next);
      }
      answer(observer, taken.build());
    }

    @Override
    public void acknowledgeCommand(
        AcknowledgeCommandRequest request, StreamObserver<Command> observer) {
      if (failure.isEmpty()) {
        acknowledgements.add(request);
      }
      answer(observer, Command.getDefaultInstance());
    }
  }
}
