/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.roster.client.ClusterToken;
import io.roster.client.Connection;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A coordinator over gRPC. */
final class GrpcCoordinator implements Coordinator {

  /**
   * The wire's capabilities are services that only the reference's daemons offer to each other.
   * Said all the same: a word that is absent keeps what a former incarnation said.
   */
  private static final long CAPABILITIES = 0;

  private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(5);

  private final Connection connection;
  private final String endpoint;
  private final Channel calls;
  private final Duration heartbeatTimeout;
  private final Optional<String> clusterToken;

  /** Calls the coordinator at the other end of a connection. */
  GrpcCoordinator(Connection connection, Duration heartbeatTimeout, Optional<String> clusterToken) {
    this.connection = connection;
    this.endpoint = connection.endpoint().toString();
    this.calls = connection.calls();
    this.heartbeatTimeout = heartbeatTimeout;
    this.clusterToken = clusterToken;
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
    if (clusterToken.isPresent()
        && !ClusterToken.same(clusterToken.get(), answer.getClusterToken())) {
      throw new RegistryFailure(
          Kind.REFUSED,
          endpoint
              + " does not know this node's cluster token; it belongs to another cluster, or one of"
              + " the two tokens is wrong");
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
            .setCapabilityFlags(CAPABILITIES)
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
        answer.getExpectedStateVersion(),
        answer.getReconcileGeneration());
  }

  @Override
  public Heard heartbeat(String workerId, NodeIdentity node, Beat beat) throws RegistryFailure {
    WorkerHeartbeatRequest request =
        WorkerHeartbeatRequest.newBuilder()
            .setWorkerId(workerId)
            .setMemPoolAvailableSize(beat.load().availableBytes())
            .setAcceptingNewRequests(beat.load().accepting())
            .setStateVersion(beat.stateVersion())
            .setStateChecksum(beat.inventory().checksum())
            .addAllRegisteredArtifactIds(beat.inventory().artifactIds())
            .setLastSuccessfulSync(beat.lastSync().map(Instant::getEpochSecond).orElse(0L))
            .setGlobalStoreStatus(ConnectionStatus.CONNECTION_STATUS_CONNECTED)
            .setDaemonId(node.daemonId())
            .setCapabilityFlags(CAPABILITIES)
            .build();
    WorkerHeartbeatResponse answer =
        callKnown(() -> within(runtime(), heartbeatTimeout).workerHeartbeat(request));
    if (answer.getStatus() != Status.STATUS_STATE_SYNC_REQUIRED) {
      checkStatus(answer.getStatus(), "heartbeat");
    }
    return new Heard(
        answer.getStateSyncRequired(),
        answer.getExpectedStateVersion(),
        answer.getObsoleteReplicasCount());
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
  public <T> T ask(Duration limit, Question<T> question) throws RegistryFailure {
    try {
      return question.ask(new RegistryStubs(calls, limit));
    } catch (StatusRuntimeException e) {
      throw failure(kind(e), e);
    }
  }

  @Override
  public void reconnect() {
    connection.reconnect();
  }

  @Override
  public void close() {
    connection.close();
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
        kind,
        e.getStatus().getCode(),
        endpoint + ": " + e.getStatus().getCode() + " " + reason(e),
        e);
  }

  private static String reason(StatusRuntimeException e) {
    String description =
        Optional.ofNullable(e.getStatus().getDescription()).orElse("without a reason");
    return Optional.ofNullable(e.getStatus().getCause())
        .map(cause -> description + ": " + cause.getMessage())
        .orElse(description);
  }
}
