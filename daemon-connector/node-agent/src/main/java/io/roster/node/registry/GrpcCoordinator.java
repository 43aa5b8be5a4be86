/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.roster.node.registry.RegistryFailure.Kind;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ConnectionStatus;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.HealthCheckResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A coordinator over gRPC. */
final class GrpcCoordinator implements Coordinator {

  static final Metadata.Key<String> CLUSTER_TOKEN =
      Metadata.Key.of("x-tensorcast-cluster-token", Metadata.ASCII_STRING_MARSHALLER);

  private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(5);
  private static final long CLOSE_WAIT_SECONDS = 2;

  private final String endpoint;
  private final ManagedChannel channel;
  private final Channel calls;
  private final Duration heartbeatTimeout;
  private final Optional<String> clusterToken;

  GrpcCoordinator(
      String endpoint,
      ManagedChannel channel,
      Duration heartbeatTimeout,
      Optional<String> clusterToken) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.heartbeatTimeout = heartbeatTimeout;
    this.clusterToken = clusterToken;
    this.calls =
        clusterToken
            .map(token -> ClientInterceptors.intercept(channel, new WithToken(token)))
            .orElse(channel);
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  @Override
  public void greet() throws RegistryFailure {
    HealthCheckResponse answer =
        call(
            () ->
                within(ClusterAdminServiceGrpc.newBlockingStub(calls), heartbeatTimeout)
                    .healthCheck(HealthCheckRequest.getDefaultInstance()));
    if (answer.getStatus() != Status.STATUS_OK) {
      throw new RegistryFailure(Kind.OTHER, endpoint + " is not healthy: " + answer.getStatus());
    }
    if (clusterToken.isPresent() && !sameSecret(clusterToken.get(), answer.getClusterToken())) {
      throw new RegistryFailure(
          Kind.REFUSED,
          endpoint
              + " does not know this node's cluster token; it belongs to another cluster, or one of the two tokens is wrong");
    }
  }

  @Override
  public Registered register(NodeIdentity node, NodeLoad load, Optional<String> previousWorkerId)
      throws RegistryFailure {
    RegisterWorkerRequest request =
        RegisterWorkerRequest.newBuilder()
            .setNodeId(node.nodeId())
            .setNodeAddress(node.address())
            .setGrpcPort(node.grpcPort())
            .setP2PPort(node.p2pPort())
            .setMemPoolTotalSize(load.totalBytes())
            .setMemPoolAvailableSize(load.availableBytes())
            .setIsRecoveryRegistration(previousWorkerId.isPresent())
            .setPreviousWorkerId(previousWorkerId.orElse(""))
            .setDaemonId(node.daemonId())
            .build();
    RegisterWorkerResponse answer =
        call(() -> within(runtime(), CHANGE_TIMEOUT).registerWorker(request));
    checkStatus(answer.getStatus(), "registration");
    if (answer.getWorkerId().isEmpty() || answer.getExpectedStateVersion() == 0) {
      throw new RegistryFailure(
          Kind.OTHER, endpoint + " answered the registration without worker or state version");
    }
    return new Registered(
        answer.getWorkerId(),
        Duration.ofMillis(Integer.toUnsignedLong(answer.getHeartbeatIntervalMs())),
        answer.getExpectedStateVersion());
  }

  @Override
  public Heard heartbeat(String workerId, NodeIdentity node, NodeLoad load, long stateVersion)
      throws RegistryFailure {
    // No checksum and no artifact ids: this worker has never reconciled, so there is no state for
    // the registry to compare, and an empty checksum says so.
    WorkerHeartbeatRequest request =
        WorkerHeartbeatRequest.newBuilder()
            .setWorkerId(workerId)
            .setMemPoolAvailableSize(load.availableBytes())
            .setAcceptingNewRequests(load.accepting())
            .setStateVersion(stateVersion)
            .setGlobalStoreStatus(ConnectionStatus.CONNECTION_STATUS_CONNECTED)
            .setDaemonId(node.daemonId())
            .build();
    WorkerHeartbeatResponse answer =
        callKnown(() -> within(runtime(), heartbeatTimeout).workerHeartbeat(request));
    if (answer.getStatus() != Status.STATUS_STATE_SYNC_REQUIRED) {
      checkStatus(answer.getStatus(), "heartbeat");
    }
    return new Heard(answer.getStateSyncRequired(), answer.getExpectedStateVersion());
  }

  @Override
  public void unregister(String workerId, String requestId) throws RegistryFailure {
    UnregisterWorkerRequest request =
        UnregisterWorkerRequest.newBuilder()
            .setWorkerId(workerId)
            .setIsGracefulShutdown(true)
            .setClientRequestId(requestId)
            .build();
    Status status =
        call(() -> within(runtime(), heartbeatTimeout).unregisterWorker(request)).getStatus();
    if (status != Status.STATUS_NOT_FOUND) {
      checkStatus(status, "farewell");
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ClusterRuntimeServiceGrpc.ClusterRuntimeServiceBlockingStub runtime() {
    return ClusterRuntimeServiceGrpc.newBlockingStub(calls);
  }

  private static <S extends AbstractStub<S>> S within(S stub, Duration limit) {
    return stub.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void checkStatus(Status status, String what) throws RegistryFailure {
    Kind kind;
    switch (status) {
      case STATUS_OK -> {
        return;
      }
      case STATUS_NOT_FOUND -> kind = Kind.IDENTITY;
      case STATUS_TIMED_OUT, STATUS_TOO_MANY_REQUESTS -> kind = Kind.CONNECTIVITY;
      default -> kind = Kind.OTHER;
    }
    throw new RegistryFailure(kind, endpoint + " answered the " + what + " with " + status);
  }

  /** A call about a worker that the registry gave a name: a failed precondition means it forgot. */
  private <T> T callKnown(Supplier<T> step) throws RegistryFailure {
    try {
      return step.get();
    } catch (StatusRuntimeException e) {
      boolean forgotten =
          switch (e.getStatus().getCode()) {
            case NOT_FOUND, FAILED_PRECONDITION -> true;
            default -> false;
          };
      throw forgotten ? failure(Kind.IDENTITY, e) : failure(kind(e), e);
    }
  }

  private <T> T call(Supplier<T> step) throws RegistryFailure {
    try {
      return step.get();
    } catch (StatusRuntimeException e) {
      throw failure(kind(e), e);
    }
  }

  private static Kind kind(StatusRuntimeException e) {
    return switch (e.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED -> Kind.CONNECTIVITY;
      case ABORTED -> Kind.CONFLICT;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, UNAUTHENTICATED, PERMISSION_DENIED ->
          Kind.REFUSED;
      default -> Kind.OTHER;
    };
  }

  private RegistryFailure failure(Kind kind, StatusRuntimeException e) {
    return new RegistryFailure(
        kind, endpoint + ": " + e.getStatus().getCode() + " " + reason(e), e);
  }

  private static String reason(StatusRuntimeException e) {
    String description =
        Optional.ofNullable(e.getStatus().getDescription()).orElse("without a reason");
    return Optional.ofNullable(e.getStatus().getCause())
        .map(cause -> description + ": " + cause.getMessage())
        .orElse(description);
  }

  private static boolean sameSecret(String ours, String theirs) {
    return MessageDigest.isEqual(
        ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
  }

  private record WithToken(String token) implements ClientInterceptor {

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          headers.put(CLUSTER_TOKEN, token);
          super.start(listener, headers);
        }
      };
    }

    @Override
    public String toString() {
      return "WithToken";
    }
  }
}
