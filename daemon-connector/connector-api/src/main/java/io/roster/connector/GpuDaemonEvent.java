/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;

/** Something that happened in the GPU daemon. */
public sealed interface GpuDaemonEvent extends Serializable {

  /** An artifact can be read now. */
  record ArtifactLoaded(ArtifactInfo artifact) implements GpuDaemonEvent {}

  /** An artifact can no longer be opened. */
  record ArtifactUnloaded(ArtifactInfo artifact, UnloadReason reason) implements GpuDaemonEvent {}

  /** The pressure on the daemon's memory rose or fell. */
  record MemoryPressure(PressureLevel level, long usedBytes, long capacityBytes)
      implements GpuDaemonEvent {}

  /** Something is wrong with an artifact. */
  record ArtifactFailed(String artifactId, Failure failure) implements GpuDaemonEvent {}

  /** Why an artifact went. */
  enum UnloadReason {
    REQUESTED,
    EVICTED
  }

  /** How full the memory is. */
  enum PressureLevel {
    NORMAL,
    HIGH
  }

  /** What is wrong with an artifact. */
  enum Failure {
    /** Its load ended with an error. */
    NOT_LOADED,
    /** Its bytes changed after they were loaded. */
    DAMAGED
  }
}
