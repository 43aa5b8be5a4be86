/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** Something that happened in an {@link ArtifactStore}. */
public sealed interface ArtifactEvent {

  /** An artifact is complete and can be read. */
  record Loaded(Artifact artifact) implements ArtifactEvent {}

  /** An artifact can no longer be read; readers that had it open may finish. */
  record Unloaded(Artifact artifact, UnloadReason reason) implements ArtifactEvent {}

  /** The pressure on the memory rose or fell. */
  record Pressure(PressureLevel level, MemoryUsage usage) implements ArtifactEvent {}

  /** An artifact could not be loaded, or its bytes were found damaged. */
  record Failed(ArtifactId artifactId, Failure failure) implements ArtifactEvent {}

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

  /** What went wrong with an artifact. */
  enum Failure {
    /** Its load ended with an error, which its caller was told. */
    NOT_LOADED,
    /** Its bytes are no longer those that were loaded. */
    DAMAGED
  }
}
