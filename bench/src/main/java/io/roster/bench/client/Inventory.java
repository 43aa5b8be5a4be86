/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import com.google.protobuf.Timestamp;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.common.v1.ReplicaRef;
import io.roster.wire.common.v1.ReplicaStats;
import io.roster.wire.common.v1.ReplicaTransportMetadata;
import java.util.ArrayList;
import java.util.List;

/**
 * What one worker holds. It changes by one replica giving way to another, and after many changes
 * comes back to what it held before, as where the same models are served day after day: what a
 * coordinator knows of it does not grow while it is measured. Not for several threads.
 */
final class Inventory {

  private static final long BYTES = 1 << 20;
  private static final int MAX_CONCURRENCY = 4;

  /** How many artifacts a worker uses and does not hold. */
  static final int NOT_HELD = 60;

  private final Registered worker;
  private final List<String> artifacts = new ArrayList<>();
  private final int used;
  private long taken;

  Inventory(Registered worker, int replicas) {
    this.worker = worker;
    this.used = replicas + NOT_HELD;
    while (artifacts.size() < replicas) {
      artifacts.add(nextArtifact());
    }
  }

  private String nextArtifact() {
    String artifact = "cgid:bench-held-" + worker.number() + "-" + taken % used;
    taken++;
    return artifact;
  }

  /** Replaces the replica that was held longest. */
  void change() {
    artifacts.remove(0);
    artifacts.add(nextArtifact());
  }

  List<String> artifacts() {
    return List.copyOf(artifacts);
  }

  /** All of it, as a daemon reports it. */
  List<ReplicaInfo> snapshot(long secondsSinceEpoch) {
    Timestamp taken = Timestamp.newBuilder().setSeconds(secondsSinceEpoch).build();
    return artifacts.stream().map(artifact -> entry(artifact, taken)).toList();
  }

  private ReplicaInfo entry(String artifact, Timestamp taken) {
    return ReplicaInfo.newBuilder()
        .setRef(ReplicaRef.newBuilder().setArtifactId(artifact))
        .setMemoryInfo(memory(worker, BYTES))
        .setStats(
            ReplicaStats.newBuilder()
                .setMaxConcurrency(MAX_CONCURRENCY)
                .setIsAvailable(true)
                .setRegisteredTs(taken))
        .build();
  }

  /** Where a replica lies on a worker, ready to be fetched. */
  static MemoryInfo memory(Registered worker, long bytes) {
    return MemoryInfo.newBuilder()
        .setNodeId(worker.nodeId())
        .setNodeAddress(worker.address())
        .setNodePort(Registered.P2P_PORT)
        .setMemorySize(bytes)
        .setMemoryType(MemoryType.MEMORY_TYPE_RAM)
        .setByteSpace(ByteSpaceRef.newBuilder().setKind(ByteSpaceKind.BYTE_SPACE_KIND_CANONICAL))
        .setTransport(
            ReplicaTransportMetadata.newBuilder()
                .setExportState(ReplicaTransportMetadata.ExportState.EXPORT_STATE_EXPORTABLE)
                .setExportGeneration(1)
                .addRemoteMemoryKeys("bench")
                .addBufferSizes(bytes))
        .build();
  }
}
