/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.grpc;

import com.google.protobuf.Timestamp;
import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.Heartbeat;
import io.roster.registry.cluster.HeartbeatAnswer;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.platform.grpc.RequestKeys;
import io.roster.wire.globalstore.v1.ConnectionStatus;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Workers between the wire's words and the registry's. */
final class WorkerMessages {

  private static final Pattern IP_ADDRESS =
      Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*", Pattern.CASE_INSENSITIVE);

  private WorkerMessages() {}

  static WorkerRegistration registration(RegisterWorkerRequest request) {
    return new WorkerRegistration(
        request.getDaemonId().strip(),
        request.getNodeId(),
        request.getNodeAddress().strip(),
        Integer.toUnsignedLong(request.getGrpcPort()),
        Integer.toUnsignedLong(request.getP2PPort()),
        request.getMemPoolTotalSize(),
        request.getMemPoolAvailableSize(),
        request.getCapabilityFlags(),
        recovery(request));
  }

  /** Whether it has the shape of an IP address, as opposed to a host's name. */
  static boolean isIpAddress(String address) {
    return IP_ADDRESS.matcher(address).matches();
  }

  private static Optional<WorkerRegistration.Recovery> recovery(RegisterWorkerRequest request) {
    if (!request.getIsRecoveryRegistration()) {
      return Optional.empty();
    }
    String previous = request.getPreviousWorkerId();
    return Optional.of(
        new WorkerRegistration.Recovery(
            previous.isBlank() ? Optional.empty() : Optional.of(new WorkerId(previous))));
  }

  static RegisterWorkerResponse registered(RegisteredWorker worker) {
    return RegisterWorkerResponse.newBuilder()
        .setStatus(Status.STATUS_OK)
        .setWorkerId(worker.worker().value())
        .setHeartbeatIntervalMs(Math.toIntExact(worker.heartbeatInterval().toMillis()))
        .setStateSyncRequired(worker.stateSyncRequired())
        .setExpectedStateVersion(worker.stateVersion())
        .setReconcileGeneration(worker.generation())
        .build();
  }

  static Heartbeat heartbeat(WorkerHeartbeatRequest request) {
    return new Heartbeat(
        new WorkerId(request.getWorkerId()),
        request.getMemPoolAvailableSize(),
        request.getAcceptingNewRequests(),
        request.getStateVersion(),
        request.getStateChecksum(),
        request.getRegisteredArtifactIdsList(),
        request.hasCapabilityFlags()
            ? OptionalLong.of(request.getCapabilityFlags())
            : OptionalLong.empty());
  }

  static WorkerHeartbeatResponse heard(HeartbeatAnswer.Heard heard) {
    return WorkerHeartbeatResponse.newBuilder()
        .setStatus(Status.STATUS_OK)
        .setStateSyncRequired(heard.stateSyncRequired())
        .setExpectedStateVersion(heard.stateVersion())
        .addAllObsoleteReplicas(heard.obsoleteArtifacts())
        .setServerTimestampTs(wholeSeconds(heard.time()))
        .build();
  }

  static WorkerHeartbeatResponse unknownWorker() {
    return WorkerHeartbeatResponse.newBuilder().setStatus(Status.STATUS_NOT_FOUND).build();
  }

  static Departure departure(UnregisterWorkerRequest request) {
    return new Departure(
        new WorkerId(request.getWorkerId()),
        request.getIsGracefulShutdown() ? Departure.Manner.GRACEFUL : Departure.Manner.FORCED,
        RequestKeys.of(request.getClientRequestId(), request));
  }

  static WorkerQuery query(ListActiveWorkersRequest request) {
    return new WorkerQuery(
        request.getIncludeUnavailable()
            ? WorkerQuery.Scope.ALL_ACTIVE
            : WorkerQuery.Scope.ACCEPTING,
        request.getRequiredCapabilityFlags());
  }

  static ListActiveWorkersResponse.WorkerInfo listed(WorkerView worker) {
    return ListActiveWorkersResponse.WorkerInfo.newBuilder()
        .setWorkerId(worker.worker().value())
        .setNodeId(worker.nodeId())
        .setNodeAddress(worker.nodeAddress())
        .setGrpcPort(worker.grpcPort())
        .setP2PPort(worker.p2pPort())
        .setMemPoolTotalSize(worker.poolTotalBytes())
        .setMemPoolAvailableSize(worker.poolAvailableBytes())
        .setAcceptingNewRequests(worker.accepting())
        .setLastHeartbeatTs(wholeSeconds(worker.lastHeartbeat()))
        .setStateVersion(worker.stateVersion())
        .setStatus(status(worker.state()))
        .setDaemonId(worker.daemonId())
        .setCapabilityFlags(worker.capabilityFlags())
        .build();
  }

  private static ConnectionStatus status(ConnectionState state) {
    return switch (state) {
      case CONNECTED -> ConnectionStatus.CONNECTION_STATUS_CONNECTED;
      case RECONNECTING -> ConnectionStatus.CONNECTION_STATUS_RECONNECTING;
      case DISCONNECTED -> ConnectionStatus.CONNECTION_STATUS_DISCONNECTED;
    };
  }

  private static Timestamp wholeSeconds(Instant time) {
    return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
  }
}
