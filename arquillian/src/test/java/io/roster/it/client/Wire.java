/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.roster.it.product.Registry;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.Pagination;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc.ArtifactCatalogServiceBlockingStub;
import io.roster.wire.globalstore.v1.ArtifactReplicaRecord;
import io.roster.wire.globalstore.v1.AssemblyViewServiceGrpc;
import io.roster.wire.globalstore.v1.AssemblyViewServiceGrpc.AssemblyViewServiceBlockingStub;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc.ClusterAdminServiceBlockingStub;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc.ClusterRuntimeServiceBlockingStub;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse.WorkerInfo;
import io.roster.wire.globalstore.v1.ListReplicasV2Request;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A gRPC client with the stubs of the wire contract. */
public final class Wire implements AutoCloseable {

  private static final int DEADLINE_SECONDS = 15;

  /** More than any test leaves in one registry under one artifact or one node. */
  private static final int ONE_PAGE = 10_000;

  private final ManagedChannel channel;
  private final Channel calls;

  private Wire(ManagedChannel channel, Metadata headers) {
    this(channel, channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private Wire(ManagedChannel channel, Channel calls, ClientInterceptor interceptor) {
    this.channel = channel;
    this.calls = ClientInterceptors.intercept(calls, interceptor);
  }

  public static Wire to(Registry registry) {
    return to(registry, InsecureChannelCredentials.create(), new Metadata());
  }

  public static Wire to(Registry registry, ChannelCredentials credentials, Metadata headers) {
    return new Wire(
        NettyChannelBuilder.forAddress(Registry.HOST, registry.grpcPort(), credentials).build(),
        headers);
  }

  /** A client that pings as often as the library lets it, whether it calls or not. */
  public static Wire pinging(Registry registry, int seconds) {
    return new Wire(
        NettyChannelBuilder.forAddress(
                Registry.HOST, registry.grpcPort(), InsecureChannelCredentials.create())
            .keepAliveTime(seconds, TimeUnit.SECONDS)
            .keepAliveWithoutCalls(true)
            .build(),
        new Metadata());
  }

  /** The same client, whose calls carry one more header. */
  public Wire with(String header, String value) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), value);
    return new Wire(channel, calls, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** The same client, that wants to see at least what had happened at this revision. */
  public Wire since(long revision) {
    return with("roster-min-revision", Long.toString(revision));
  }

  /** How old the answer of a call says it is, in milliseconds; 0 when it is as good as new. */
  public long age(Function<Wire, ?> call) {
    AtomicReference<Metadata> headers = new AtomicReference<>(new Metadata());
    AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());
    Object unused =
        call.apply(
            new Wire(
                channel, calls, MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)));
    return Stamp.ageOf(
        Objects.requireNonNull(headers.get()), Objects.requireNonNull(trailers.get()));
  }

  /** Makes one call, and keeps what came with its answer. */
  public <A> Stamped<A> stamped(Function<Wire, A> call) {
    AtomicReference<Metadata> headers = new AtomicReference<>(new Metadata());
    AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());
    A answer =
        call.apply(
            new Wire(
                channel, calls, MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)));
    return new Stamped<>(answer, Stamp.read(headers.get(), trailers.get()));
  }

  /** The connection itself. */
  public ManagedChannel channel() {
    return channel;
  }

  /** The way for calls, with the headers that this client sends. */
  public Channel calls() {
    return calls;
  }

  public ClusterRuntimeServiceBlockingStub runtime() {
    return ClusterRuntimeServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  public ArtifactCatalogServiceBlockingStub catalog() {
    return ArtifactCatalogServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  public AssemblyViewServiceBlockingStub assembly() {
    return AssemblyViewServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  public ClusterAdminServiceBlockingStub admin() {
    return ClusterAdminServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  public RegisterWorkerResponse register(Daemon daemon) {
    return runtime().registerWorker(daemon.registration().build());
  }

  /** A sign of life of a worker that takes requests. */
  public static WorkerHeartbeatRequest.Builder beatOf(String worker) {
    return WorkerHeartbeatRequest.newBuilder()
        .setWorkerId(worker)
        .setStateVersion(1)
        .setMemPoolAvailableSize(Daemon.POOL_BYTES)
        .setAcceptingNewRequests(true);
  }

  public WorkerHeartbeatResponse beat(String worker) {
    return runtime().workerHeartbeat(beatOf(worker).build());
  }

  public io.roster.wire.globalstore.v1.Status unregister(String worker) {
    return runtime()
        .unregisterWorker(
            UnregisterWorkerRequest.newBuilder()
                .setWorkerId(worker)
                .setIsGracefulShutdown(true)
                .build())
        .getStatus();
  }

  public List<WorkerInfo> list(ListActiveWorkersRequest.Builder request) {
    return runtime().listActiveWorkers(request.build()).getWorkersList();
  }

  /** All that are active, whether they take requests or not. */
  public List<WorkerInfo> listAll() {
    return list(ListActiveWorkersRequest.newBuilder().setIncludeUnavailable(true));
  }

  public Optional<WorkerInfo> find(String worker) {
    return listAll().stream().filter(listed -> listed.getWorkerId().equals(worker)).findFirst();
  }

  /** Registers a replica; returns its id. */
  public String register(RegisterReplicaRequest.Builder replica) {
    return runtime().registerReplica(replica.build()).getReplicaId();
  }

  /** All replicas of an artifact, available or not, in no particular order. */
  public List<MemoryInfo> replicasOf(String artifact) {
    return replicas(ListReplicasV2Request.newBuilder().setArtifactId(artifact)).stream()
        .map(ArtifactReplicaRecord::getMemoryInfo)
        .toList();
  }

  /** The replicas that a query finds, however many. */
  public List<ArtifactReplicaRecord> replicas(ListReplicasV2Request.Builder query) {
    return runtime()
        .listReplicasV2(query.setPagination(Pagination.newBuilder().setPageSize(ONE_PAGE)).build())
        .getReplicasList();
  }

  /** The status with which a call ends. */
  public static Status statusOf(Supplier<?> call) {
    try {
      Object ignored = call.get();
      return Status.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus();
    }
  }

  /** Sends bytes, whatever they are, as the request of a method. */
  public Status send(MethodDescriptor<?, ?> method, byte[] request) {
    MethodDescriptor<byte[], byte[]> raw = method.toBuilder(Bytes.INSTANCE, Bytes.INSTANCE).build();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    return statusOf(
        () ->
            method.getType().serverSendsOneMessage()
                ? ClientCalls.blockingUnaryCall(calls, raw, options, request)
                : firstOf(ClientCalls.blockingServerStreamingCall(calls, raw, options, request)));
  }

  private static byte @Nullable [] firstOf(java.util.Iterator<byte[]> answers) {
    return answers.hasNext() ? answers.next() : null;
  }

  private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
    INSTANCE;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
