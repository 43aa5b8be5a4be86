/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;

/** Something that happened in the GPU daemon. */
public sealed interface GpuDaemonEvent extends Serializable {

  /** Its kind, by which an activation chooses. */
  Kind kind();

  /** A replica can be read now. */
  record ReplicaLoaded(ReplicaInfo replica) implements GpuDaemonEvent {

    @Override
    public Kind kind() {
      return Kind.LOADED;
    }
  }

  /** A replica gave way to others; it can no longer be opened. */
  record ReplicaEvicted(ReplicaInfo replica) implements GpuDaemonEvent {

    @Override
    public Kind kind() {
      return Kind.EVICTED;
    }
  }

  /** A replica was taken out, on request or because it was damaged; it can no longer be opened. */
  record ReplicaUnloaded(ReplicaInfo replica) implements GpuDaemonEvent {

    @Override
    public Kind kind() {
      return Kind.UNLOADED;
    }
  }

  /** The pressure on a memory rose or fell. */
  record MemoryPressure(MemoryId memory, PressureLevel level, long usedBytes, long capacityBytes)
      implements GpuDaemonEvent {

    @Override
    public Kind kind() {
      return Kind.PRESSURE;
    }
  }

  /**
   * Something is wrong with a replica.
   *
   * @param artifactId the artifact, or what was said of it if it had no id yet
   * @param sentence what is wrong, for people
   */
  record ReplicaFailed(String artifactId, MemoryId memory, Failure failure, String sentence)
      implements GpuDaemonEvent {

    @Override
    public Kind kind() {
      return Kind.FAILED;
    }
  }

  /** Another node did not give an artifact; the fetch goes on with the next source, if there is. */
  record PeerLost(String artifactId, PeerFailure failure) implements GpuDaemonEvent {

    @Override
    public Kind kind() {
      return Kind.PEER_LOST;
    }
  }

  /** What an event tells of. */
  enum Kind {
    LOADED,
    EVICTED,
    UNLOADED,
    PRESSURE,
    FAILED,
    PEER_LOST
  }

  /** How full a memory is. */
  enum PressureLevel {
    NORMAL,
    HIGH
  }

  /** What is wrong with a replica. */
  enum Failure {
    /** Its load ended with an error, which its caller was told. */
    NOT_LOADED,
    /** Its bytes changed after they were loaded. */
    DAMAGED
  }
}
