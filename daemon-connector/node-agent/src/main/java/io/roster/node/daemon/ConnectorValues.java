/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.daemon;

import io.roster.connector.MemoryId;
import io.roster.connector.MemoryKind;
import io.roster.connector.MemoryStatus;
import io.roster.connector.MemoryTarget;
import io.roster.connector.ReplicaInfo;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.MemoryState;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.inventory.Target;

/** The connector's values as the agent's, and back. */
final class ConnectorValues {

  private ConnectorValues() {}

  static HeldReplica replica(ReplicaInfo info) {
    return new HeldReplica(
        new ReplicaPlace(info.artifactId(), memory(info.memory().kind()), info.memory().device()),
        info.sizeBytes(),
        info.pinned(),
        info.uses() > 0,
        info.loadedAt(),
        info.lastUsedAt());
  }

  static MemoryState state(MemoryStatus status) {
    return new MemoryState(
        memory(status.memory().kind()),
        status.memory().device(),
        status.capacityBytes(),
        status.usedBytes());
  }

  static MemoryId memory(ReplicaPlace place) {
    return new MemoryId(kind(place.memory()), place.device());
  }

  static MemoryTarget target(Target target) {
    MemoryKind kind = kind(target.memory());
    return kind == MemoryKind.GPU && target.device().isPresent()
        ? MemoryTarget.exactly(MemoryId.gpu(target.device().getAsInt()))
        : MemoryTarget.any(kind);
  }

  private static Memory memory(MemoryKind kind) {
    return switch (kind) {
      case GPU -> Memory.GPU;
      case RAM -> Memory.RAM;
      case DISK -> Memory.DISK;
    };
  }

  private static MemoryKind kind(Memory memory) {
    return switch (memory) {
      case GPU -> MemoryKind.GPU;
      case RAM -> MemoryKind.RAM;
      case DISK -> MemoryKind.DISK;
    };
  }
}
