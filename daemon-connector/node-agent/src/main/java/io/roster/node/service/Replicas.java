/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusException;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.Target;
import io.roster.wire.node.v1.NodeReplica;
import io.roster.wire.node.v1.ReplicaMemory;
import io.roster.wire.node.v1.ReplicaPlace;
import java.time.Instant;
import java.util.OptionalInt;

/** Replicas between the wire and the inventory. */
final class Replicas {

  private Replicas() {}

  static NodeReplica message(HeldReplica replica) {
    return NodeReplica.newBuilder()
        .setPlace(message(replica.place()))
        .setSizeBytes(replica.sizeBytes())
        .setPinned(replica.pinned())
        .setInUse(replica.inUse())
        .setLoadedAt(timestamp(replica.loadedAt()))
        .setLastUsedAt(timestamp(replica.lastUsedAt()))
        .build();
  }

  static ReplicaPlace message(io.roster.node.inventory.ReplicaPlace place) {
    return ReplicaPlace.newBuilder()
        .setArtifactId(place.artifactId())
        .setMemory(memory(place.memory()))
        .setDevice(place.device())
        .build();
  }

  static ReplicaMemory memory(Memory memory) {
    return switch (memory) {
      case GPU -> ReplicaMemory.REPLICA_MEMORY_GPU;
      case RAM -> ReplicaMemory.REPLICA_MEMORY_RAM;
      case DISK -> ReplicaMemory.REPLICA_MEMORY_DISK;
    };
  }

  /** The replica that a caller means, who has to say which. */
  static io.roster.node.inventory.ReplicaPlace place(ReplicaPlace message) throws StatusException {
    if (message.getArtifactId().isBlank()) {
      throw invalid("The artifact's id is missing");
    }
    if (message.getMemory() == ReplicaMemory.REPLICA_MEMORY_UNSPECIFIED) {
      throw invalid("Say which memory is meant: GPU, RAM or DISK");
    }
    return new io.roster.node.inventory.ReplicaPlace(
        message.getArtifactId(), memory(message.getMemory()), message.getDevice());
  }

  /** Where something shall come; RAM unless it is said. */
  static Target target(ReplicaMemory memory, int device) throws StatusException {
    if (memory == ReplicaMemory.REPLICA_MEMORY_UNSPECIFIED) {
      return Target.RAM;
    }
    return new Target(
        memory(memory),
        memory == ReplicaMemory.REPLICA_MEMORY_GPU ? OptionalInt.of(device) : OptionalInt.empty());
  }

  private static Memory memory(ReplicaMemory memory) throws StatusException {
    return switch (memory) {
      case REPLICA_MEMORY_GPU -> Memory.GPU;
      case REPLICA_MEMORY_RAM -> Memory.RAM;
      case REPLICA_MEMORY_DISK -> Memory.DISK;
      case REPLICA_MEMORY_UNSPECIFIED, UNRECOGNIZED ->
          throw invalid("The memory is unknown to this node; it knows GPU, RAM and DISK");
    };
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static StatusException invalid(String sentence) {
    return Status.INVALID_ARGUMENT.withDescription(sentence).asException();
  }
}
