/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.grpc;

import com.google.protobuf.Timestamp;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.reconcile.InventoryEntry;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.ReconcileRequest.Kind;
import io.roster.registry.reconcile.Reconciliation;
import io.roster.registry.reconcile.UnreadableReplicaId;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.grpc.ReplicaMessages;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.common.v1.ReplicaRef;
import io.roster.wire.common.v1.ReplicaStats;
import io.roster.wire.globalstore.v1.ReconcileResultKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.StateChange;
import java.time.Instant;
import java.util.Optional;

/** Inventories and outcomes between the wire's words and the registry's. */
final class ReconcileMessages {

  private ReconcileMessages() {}

  static ReconcileRequest request(ReconcileWorkerStateRequest request) {
    return new ReconcileRequest(
        new WorkerId(request.getWorkerId()),
        request.getDaemonId(),
        request.getGeneration(),
        request.getRequestSeq(),
        switch (request.getRequestKind()) {
          case RECONCILE_REQUEST_KIND_SNAPSHOT, RECONCILE_REQUEST_KIND_UNSPECIFIED -> Kind.SNAPSHOT;
          // A kind that nobody knows may not mean that the inventory is whole.
          case RECONCILE_REQUEST_KIND_DELTA, UNRECOGNIZED -> Kind.DELTA;
        },
        request.getInventoryList().stream().map(ReconcileMessages::entry).toList());
  }

  private static InventoryEntry entry(ReplicaInfo info) {
    String id = info.getRef().getReplicaId();
    if (!id.isBlank() && ReplicaMessages.parsedId(id).isEmpty()) {
      throw new UnreadableReplicaId();
    }
    MemoryInfo memory = info.getMemoryInfo();
    return new InventoryEntry(
        place(info.getRef().getArtifactId(), memory),
        memory.getMemorySize(),
        Integer.toUnsignedLong(info.getStats().getMaxConcurrency()),
        info.getStats().getIsAvailable(),
        ReplicaMessages.export(memory),
        info.getStats().hasRegisteredTs()
            ? Optional.of(instant(info.getStats()))
            : Optional.empty());
  }

  /** A view without an id is the canonical form here, unlike in a registration. */
  private static ReplicaPlace place(String artifactId, MemoryInfo memory) {
    boolean namelessView =
        memory.getByteSpace().getKind() == ByteSpaceKind.BYTE_SPACE_KIND_VIEW
            && memory.getByteSpace().getId().isBlank();
    return ReplicaMessages.place(
        artifactId, namelessView ? memory.toBuilder().clearByteSpace().build() : memory);
  }

  private static Instant instant(ReplicaStats stats) {
    return ReplicaMessages.instant(stats.getRegisteredTs());
  }

  static ReconcileWorkerStateResponse response(
      ReconcileWorkerStateRequest request, Reconciliation outcome) {
    ReconcileWorkerStateResponse.Builder response =
        ReconcileWorkerStateResponse.newBuilder()
            .setResultKind(kind(outcome.result()))
            .setRetryAfterMs((int) outcome.retryAfter().toMillis())
            .setNewStateVersion(outcome.stateVersion())
            .setNewStateChecksum(outcome.stateChecksum());
    outcome.changes().forEach(change -> response.addStateChanges(change(request, outcome, change)));
    outcome.expected().forEach(replica -> response.addExpectedReplicas(info(outcome, replica)));
    return response.build();
  }

  private static ReconcileResultKind kind(Reconciliation.Result result) {
    return switch (result) {
      case APPLIED -> ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED;
      case NOOP -> ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP;
      case IGNORED_STALE -> ReconcileResultKind.RECONCILE_RESULT_KIND_IGNORED_STALE;
      case RETRY_LATER -> ReconcileResultKind.RECONCILE_RESULT_KIND_RETRY_LATER;
      case REBASE_REQUIRED -> ReconcileResultKind.RECONCILE_RESULT_KIND_REBASE_REQUIRED;
    };
  }

  private static StateChange change(
      ReconcileWorkerStateRequest request,
      Reconciliation outcome,
      io.roster.registry.reconcile.StateChange change) {
    StateChange.Builder told = StateChange.newBuilder().setReason(change.reason());
    if (change instanceof io.roster.registry.reconcile.StateChange.Added added) {
      return told.setType(StateChange.ChangeType.CHANGE_TYPE_ADD_REPLICA)
          .setReplicaInfo(request.getInventory(added.entry()))
          .build();
    }
    if (change instanceof io.roster.registry.reconcile.StateChange.Removed removed) {
      return told.setType(StateChange.ChangeType.CHANGE_TYPE_REMOVE_REPLICA)
          .setReplicaInfo(info(outcome, removed.former()))
          .build();
    }
    io.roster.registry.reconcile.StateChange.Updated updated =
        (io.roster.registry.reconcile.StateChange.Updated) change;
    return told.setType(StateChange.ChangeType.CHANGE_TYPE_UPDATE_REPLICA)
        .setReplicaInfo(
            updated.transportChanged()
                ? mirrored(outcome, updated.now())
                : info(outcome, updated.now()))
        .build();
  }

  /** Older daemons read the deprecated fields. */
  @SuppressWarnings("deprecation")
  private static ReplicaInfo mirrored(Reconciliation outcome, ReplicaView replica) {
    ReplicaExport export = replica.export();
    ReplicaInfo info = info(outcome, replica);
    return info.toBuilder()
        .setMemoryInfo(
            info.getMemoryInfo().toBuilder()
                .addAllRemoteMemoryKeys(export.remoteMemoryKeys())
                .addAllBufferSizes(export.bufferSizes())
                .setVerificationJson(export.verificationJson()))
        .build();
  }

  private static ReplicaInfo info(Reconciliation outcome, ReplicaView replica) {
    return ReplicaInfo.newBuilder()
        .setRef(
            ReplicaRef.newBuilder()
                .setArtifactId(replica.place().artifactId())
                .setReplicaId(replica.id().toString()))
        .setMemoryInfo(ReplicaMessages.memoryInfo(replica))
        .setStats(
            ReplicaStats.newBuilder()
                .setMaxConcurrency((int) replica.maxConcurrency())
                .setCurrentRequests(
                    outcome.currentRequests().getOrDefault(replica.id(), 0L).intValue())
                .setIsAvailable(replica.available())
                .setRegisteredTs(
                    Timestamp.newBuilder().setSeconds(replica.createdAt().getEpochSecond())))
        .build();
  }
}
