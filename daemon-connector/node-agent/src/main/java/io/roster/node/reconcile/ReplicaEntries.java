/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import com.google.protobuf.Timestamp;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.registry.NodeIdentity;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.common.v1.ReplicaRef;
import io.roster.wire.common.v1.ReplicaStats;
import io.roster.wire.common.v1.ReplicaTransportMetadata;
import io.roster.wire.common.v1.ReplicaTransportMetadata.ExportState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How this node's replicas are told on the wire. */
public final class ReplicaEntries {

  /** All exports of this node are alike, so there is only one generation of them. */
  private static final long EXPORT_GENERATION = 1;

  private static final ByteSpaceRef CANONICAL =
      ByteSpaceRef.newBuilder().setKind(ByteSpaceKind.BYTE_SPACE_KIND_CANONICAL).build();

  private final NodeIdentity node;
  private final Exports exports;
  private final int transfersPerReplica;

  /**
   * Makes them.
   *
   * @param transfersPerReplica how many may fetch one replica at a time
   */
  public ReplicaEntries(NodeIdentity node, Exports exports, int transfersPerReplica) {
    this.node = node;
    this.exports = exports;
    this.transfersPerReplica = transfersPerReplica;
  }

  public int transfersPerReplica() {
    return transfersPerReplica;
  }

  Snapshot snapshot(List<HeldReplica> held, Instant at) {
    // Whole seconds, as the wire has them: a replica that was registered in this second is newer.
    Timestamp taken = Timestamp.newBuilder().setSeconds(at.getEpochSecond()).build();
    Map<ReplicaPlace, HeldReplica> replicas =
        held.stream()
            .collect(Collectors.toMap(HeldReplica::place, Function.identity(), (one, same) -> one));
    return new Snapshot(
        replicas, replicas.values().stream().map(replica -> entry(replica, taken)).toList());
  }

  private ReplicaInfo entry(HeldReplica replica, Timestamp taken) {
    return ReplicaInfo.newBuilder()
        .setRef(ReplicaRef.newBuilder().setArtifactId(replica.artifactId()))
        .setMemoryInfo(memoryInfo(replica))
        .setStats(
            ReplicaStats.newBuilder()
                .setMaxConcurrency(transfersPerReplica)
                .setCurrentRequests(replica.inUse() ? 1 : 0)
                .setIsAvailable(true)
                .setRegisteredTs(taken))
        .build();
  }

  /** Where a replica lies, and how it is fetched. */
  public MemoryInfo memoryInfo(HeldReplica replica) {
    return place(replica.place())
        .setMemorySize(replica.sizeBytes())
        .setTransport(transport(replica))
        .build();
  }

  /** Where something lies, or shall lie. */
  public MemoryInfo.Builder place(ReplicaPlace place) {
    return MemoryInfo.newBuilder()
        .setNodeId(node.nodeId())
        .setNodeAddress(node.address())
        .setNodePort(node.p2pPort())
        .setMemoryType(type(place.memory()))
        .setDeviceId(place.device())
        .setByteSpace(CANONICAL);
  }

  private ReplicaTransportMetadata transport(HeldReplica replica) {
    Exports.Access access = exports.of(replica.place());
    ReplicaTransportMetadata.Builder transport =
        ReplicaTransportMetadata.newBuilder().setExportGeneration(EXPORT_GENERATION);
    if (access == Exports.Access.WITHHELD || replica.sizeBytes() <= 0) {
      return transport.setExportState(ExportState.EXPORT_STATE_PRESENCE_ONLY).build();
    }
    return transport
        .setExportState(
            access == Exports.Access.DRAINING
                ? ExportState.EXPORT_STATE_DRAINING
                : ExportState.EXPORT_STATE_EXPORTABLE)
        .addRemoteMemoryKeys("roster:" + replica.artifactId())
        .addBufferSizes(replica.sizeBytes())
        .build();
  }

  public static MemoryType type(Memory memory) {
    return switch (memory) {
      case GPU -> MemoryType.MEMORY_TYPE_GPU;
      case RAM -> MemoryType.MEMORY_TYPE_RAM;
      case DISK -> MemoryType.MEMORY_TYPE_DISK;
    };
  }

  /** Whose replica an entry of the registry tells of. */
  static ReplicaPlace placeOf(ReplicaInfo entry) {
    MemoryInfo info = entry.getMemoryInfo();
    Memory memory =
        switch (info.getMemoryType()) {
          case MEMORY_TYPE_GPU -> Memory.GPU;
          case MEMORY_TYPE_RAM -> Memory.RAM;
          default -> Memory.DISK;
        };
    return new ReplicaPlace(entry.getRef().getArtifactId(), memory, info.getDeviceId());
  }

  /** A view is another artifact's business: nodes hold none. */
  static boolean isCanonical(ReplicaInfo entry) {
    return entry.getMemoryInfo().getByteSpace().getKind() != ByteSpaceKind.BYTE_SPACE_KIND_VIEW;
  }
}
