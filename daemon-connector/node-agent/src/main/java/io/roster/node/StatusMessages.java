/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.node.inventory.Memory;
import io.roster.node.inventory.MemoryState;
import io.roster.wire.node.v1.MemoryStatus;
import io.roster.wire.node.v1.ReplicaMemory;
import io.roster.wire.node.v1.StatusResponse;

/** A node's report on the wire. */
final class StatusMessages {

  private StatusMessages() {}

  static StatusResponse message(NodeReport report) {
    StatusResponse.Builder message =
        StatusResponse.newBuilder()
            .setNodeId(report.identity().nodeId())
            .setDaemonId(report.identity().daemonId())
            .setWorkerId(report.link().workerId().orElse(""))
            .setAddress(report.identity().address())
            .setGrpcPort(report.identity().grpcPort())
            .setP2PPort(report.identity().p2pPort())
            .setRegistration(report.link().state().name())
            .setReconciled(report.agreedAt().isPresent())
            .setRegistry(report.link().endpoint().orElse(""))
            .addAllReasons(report.reasons())
            .setReplicaCount(report.replicas().size())
            .setInventoryChecksum(report.checksum())
            .setVersion(version());
    report.memories().stream().map(StatusMessages::memory).forEach(message::addMemories);
    return message.build();
  }

  private static MemoryStatus memory(MemoryState state) {
    return MemoryStatus.newBuilder()
        .setMemory(kind(state.memory()))
        .setDevice(state.device())
        .setCapacityBytes(state.capacityBytes())
        .setUsedBytes(state.usedBytes())
        .build();
  }

  private static ReplicaMemory kind(Memory memory) {
    return switch (memory) {
      case GPU -> ReplicaMemory.REPLICA_MEMORY_GPU;
      case RAM -> ReplicaMemory.REPLICA_MEMORY_RAM;
      case DISK -> ReplicaMemory.REPLICA_MEMORY_DISK;
    };
  }

  private static String version() {
    String version = StatusMessages.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
