/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** Something that happened in the engine of a node. */
public sealed interface EngineEvent {

  /** A copy is complete and can be read. */
  record Loaded(Replica replica) implements EngineEvent {}

  /** A copy can no longer be opened; readers that had it open may finish. */
  record Unloaded(Replica replica, Reason reason) implements EngineEvent {}

  /** A copy was pinned or unpinned. */
  record PinChanged(Replica replica) implements EngineEvent {}

  /** The pressure on a memory rose or fell. */
  record Pressure(MemoryStatus memory, Level level) implements EngineEvent {}

  /**
   * An artifact could not be stored, or a copy was found damaged.
   *
   * @param id the artifact's name, or what was said of it if it had none yet
   * @param message a sentence for people
   */
  record Failed(String id, Place place, Failure failure, String message) implements EngineEvent {}

  /**
   * A source of a transfer stopped answering.
   *
   * @param peer its host and port
   * @param message a sentence for people
   */
  record PeerLost(String peer, ArtifactId id, String message) implements EngineEvent {}

  /** Why a copy went. */
  enum Reason {
    REQUESTED,
    EVICTED,
    DAMAGED
  }

  /** How full a memory is. */
  enum Level {
    NORMAL,
    HIGH
  }

  /** What went wrong with an artifact. */
  enum Failure {
    /** It could not be stored; its caller was told why. */
    NOT_STORED,
    /** Its bytes are no longer those that were put. */
    DAMAGED
  }
}
