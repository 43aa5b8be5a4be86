/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.StreamObserver;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.grpc.LaterAnswer;
import io.roster.registry.replica.ReplicaRegistration;
import io.roster.registry.replica.ReplicaService;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsRequest;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsResponse;
import io.roster.wire.globalstore.v1.ListReplicasV2Request;
import io.roster.wire.globalstore.v1.ListReplicasV2Response;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableRequest;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableResponse;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterReplicaByWorkerRequest;
import io.roster.wire.globalstore.v1.UnregisterReplicaByWorkerResponse;
import io.roster.wire.globalstore.v1.UnregisterReplicaRequest;
import io.roster.wire.globalstore.v1.UnregisterReplicaResponse;
import io.roster.wire.globalstore.v1.UpdateReplicaRequest;
import io.roster.wire.globalstore.v1.UpdateReplicaResponse;
import io.roster.wire.globalstore.v1.WaitReplicaDrainRequest;
import io.roster.wire.globalstore.v1.WaitReplicaDrainResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The rpcs about replicas. */
public final class ReplicaCalls {

  private static final String SCHEMA_VERSION = "v3";

  /** So that the answer still reaches a caller whose deadline ends the wait. */
  private static final Duration WAY_BACK = Duration.ofMillis(50);

  private final ReplicaService replicas;

  public ReplicaCalls(ReplicaService replicas) {
    this.replicas = replicas;
  }

  /** Waits for nothing here: it is served on the network's own threads. */
  public void registerReplica(
      RegisterReplicaRequest request, StreamObserver<RegisterReplicaResponse> answer) {
    String schema = request.getSchemaVersion().strip();
    if (!schema.isEmpty() && !schema.equals(SCHEMA_VERSION)) {
      throw new InvalidRequest("schema_version", "must be '" + SCHEMA_VERSION + "'");
    }
    ReplicaRegistration registration = ReplicaMessages.registration(request);
    LaterAnswer.of(
        replicas.register(registration),
        replica ->
            RegisterReplicaResponse.newBuilder()
                .setStatus(Status.STATUS_OK)
                .setArtifactId(registration.place().artifactId())
                .setReplicaId(replica.toString())
                .build(),
        answer);
  }

  public UpdateReplicaResponse updateReplica(UpdateReplicaRequest request) {
    boolean known =
        replicas.touch(
            request.getArtifactId(), ReplicaMessages.wellFormedId(request.getReplicaId()));
    return UpdateReplicaResponse.newBuilder()
        .setStatus(found(known))
        .setArtifactId(request.getArtifactId())
        .setReplicaId(request.getReplicaId())
        .build();
  }

  public UnregisterReplicaResponse unregisterReplica(UnregisterReplicaRequest request) {
    boolean known =
        replicas.unregister(
            request.getArtifactId(), ReplicaMessages.wellFormedId(request.getReplicaId()));
    return UnregisterReplicaResponse.newBuilder().setStatus(found(known)).build();
  }

  public UnregisterReplicaByWorkerResponse unregisterReplicaByWorker(
      UnregisterReplicaByWorkerRequest request) {
    boolean known = replicas.unregister(ReplicaMessages.copy(request));
    return UnregisterReplicaByWorkerResponse.newBuilder().setStatus(found(known)).build();
  }

  public MarkReplicaUnavailableResponse markReplicaUnavailable(
      MarkReplicaUnavailableRequest request) {
    boolean known =
        replicas.markUnavailable(
            ReplicaMessages.replicaId(request.getReplicaId()),
            request.getArtifactId().isEmpty()
                ? Optional.empty()
                : Optional.of(request.getArtifactId()));
    return MarkReplicaUnavailableResponse.newBuilder()
        .setStatus(found(known))
        .setUpdated(known)
        .build();
  }

  private static Status found(boolean known) {
    return known ? Status.STATUS_OK : Status.STATUS_NOT_FOUND;
  }

  /** Answered when the replica is drained or the time is over; no thread waits. */
  public void waitReplicaDrain(
      WaitReplicaDrainRequest request, StreamObserver<WaitReplicaDrainResponse> answer) {
    LaterAnswer.of(
        replicas.awaitDrain(
            ReplicaMessages.replicaId(request.getReplicaId()),
            patience(Integer.toUnsignedLong(request.getTimeoutMs()))),
        ReplicaMessages::drain,
        answer);
  }

  private static Duration patience(long timeoutMillis) {
    Duration asked = Duration.ofMillis(timeoutMillis);
    Deadline deadline = Context.current().getDeadline();
    if (deadline == null) {
      return asked;
    }
    Duration left = Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS)).minus(WAY_BACK);
    Duration least = left.compareTo(asked) < 0 ? left : asked;
    return least.isNegative() ? Duration.ZERO : least;
  }

  public ListReplicasV2Response listReplicas(ListReplicasV2Request request) {
    return ReplicaMessages.page(replicas.list(ReplicaMessages.query(request)));
  }

  /** Answered from memory. */
  public BatchGetReplicaCountsResponse countReplicas(BatchGetReplicaCountsRequest request) {
    BatchGetReplicaCountsResponse.Builder answer =
        BatchGetReplicaCountsResponse.newBuilder().setStatus(Status.STATUS_OK);
    replicas
        .count(ReplicaMessages.artifactIds(request.getArtifactIdsList()))
        .forEach(count -> answer.addCounts(ReplicaMessages.counted(count)));
    return answer.build();
  }
}
