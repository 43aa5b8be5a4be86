/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import com.google.protobuf.Timestamp;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.common.v1.ReplicaRef;
import io.roster.wire.common.v1.ReplicaStats;
import io.roster.wire.common.v1.ReplicaTransportMetadata;
import io.roster.wire.common.v1.ReplicaTransportMetadata.ExportState;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import java.time.Instant;

/**
 * A replica as the daemon that holds it describes it.
 *
 * @param view the view that it is a copy of; empty for the artifact itself
 * @param slots how many transfers it serves at a time
 * @param transport how it can be fetched; the default instance says nothing about that
 */
public record Replica(
    Daemon daemon,
    String artifact,
    String view,
    MemoryType memory,
    int device,
    long bytes,
    int slots,
    boolean available,
    ReplicaTransportMetadata transport) {

  public static final long BYTES = 1024;

  /** A replica of a new artifact in the daemon's first GPU, ready to be fetched. */
  public static Replica of(Daemon daemon) {
    return new Replica(
        daemon,
        Fresh.name("artifact"),
        "",
        MemoryType.MEMORY_TYPE_GPU,
        0,
        BYTES,
        2,
        true,
        exportable(BYTES));
  }

  /** One buffer of that length under one key. */
  public static ReplicaTransportMetadata exportable(long bytes) {
    return ReplicaTransportMetadata.newBuilder()
        .setExportState(ExportState.EXPORT_STATE_EXPORTABLE)
        .setExportGeneration(1)
        .addRemoteMemoryKeys("key")
        .addBufferSizes(bytes)
        .setVerificationJson("{}")
        .build();
  }

  /** It is there, but cannot be fetched. */
  public static ReplicaTransportMetadata present() {
    return ReplicaTransportMetadata.newBuilder()
        .setExportState(ExportState.EXPORT_STATE_PRESENCE_ONLY)
        .setExportGeneration(1)
        .build();
  }

  public Replica of(String other) {
    return new Replica(daemon, other, view, memory, device, bytes, slots, available, transport);
  }

  public Replica at(Daemon other) {
    return new Replica(other, artifact, view, memory, device, bytes, slots, available, transport);
  }

  public Replica ofView(String other) {
    return new Replica(daemon, artifact, other, memory, device, bytes, slots, available, transport);
  }

  public Replica in(MemoryType other) {
    return new Replica(daemon, artifact, view, other, device, bytes, slots, available, transport);
  }

  public Replica onDevice(int other) {
    return new Replica(daemon, artifact, view, memory, other, bytes, slots, available, transport);
  }

  public Replica withBytes(long other) {
    return new Replica(daemon, artifact, view, memory, device, other, slots, available, transport);
  }

  public Replica withSlots(int other) {
    return new Replica(daemon, artifact, view, memory, device, bytes, other, available, transport);
  }

  public Replica unavailable() {
    return new Replica(daemon, artifact, view, memory, device, bytes, slots, false, transport);
  }

  public Replica with(ReplicaTransportMetadata other) {
    return new Replica(daemon, artifact, view, memory, device, bytes, slots, available, other);
  }

  /** It says nothing about how it can be fetched. */
  public Replica withoutTransport() {
    return with(ReplicaTransportMetadata.getDefaultInstance());
  }

  public ByteSpaceRef byteSpace() {
    return view.isEmpty()
        ? ByteSpaceRef.newBuilder().setKind(ByteSpaceKind.BYTE_SPACE_KIND_CANONICAL).build()
        : ByteSpaceRef.newBuilder().setKind(ByteSpaceKind.BYTE_SPACE_KIND_VIEW).setId(view).build();
  }

  public MemoryInfo memoryInfo() {
    MemoryInfo.Builder info =
        MemoryInfo.newBuilder()
            .setNodeId(daemon.node())
            .setNodeAddress(daemon.address())
            .setNodePort(daemon.p2pPort())
            .setMemorySize(bytes)
            .setMemoryType(memory)
            .setDeviceId(device)
            .setByteSpace(byteSpace());
    if (!transport.equals(ReplicaTransportMetadata.getDefaultInstance())) {
      info.setTransport(transport);
    }
    return info.build();
  }

  /** As it stands in an inventory that does not say when it was taken. */
  public ReplicaInfo entry() {
    return ReplicaInfo.newBuilder()
        .setRef(ReplicaRef.newBuilder().setArtifactId(artifact))
        .setMemoryInfo(memoryInfo())
        .setStats(ReplicaStats.newBuilder().setMaxConcurrency(slots).setIsAvailable(available))
        .build();
  }

  /** As it stands in an inventory taken then; daemons tell whole seconds. */
  public ReplicaInfo entry(Instant snapshot) {
    ReplicaInfo.Builder entry = entry().toBuilder();
    entry
        .getStatsBuilder()
        .setRegisteredTs(Timestamp.newBuilder().setSeconds(snapshot.getEpochSecond()));
    return entry.build();
  }

  public RegisterReplicaRequest.Builder registration(String worker) {
    return RegisterReplicaRequest.newBuilder()
        .setArtifactId(artifact)
        .setMemInfo(memoryInfo())
        .setMaxConcurrency(slots)
        .setWorkerId(worker);
  }
}
