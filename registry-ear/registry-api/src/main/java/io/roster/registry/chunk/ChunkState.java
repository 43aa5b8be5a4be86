/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk;

import java.util.Optional;

/** How near a chunk is. Kept as the wire's number, by which lists are ordered. */
public enum ChunkState {
  UNSPECIFIED(0),
  LOCKED_TX(1),
  COPIED_GPU(2),
  COLD(3),
  /** It is gone. */
  EVICTED(4),
  HOT(5);

  private static final ChunkState[] ALL = values();

  private final int number;

  ChunkState(int number) {
    this.number = number;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }

  public static Optional<ChunkState> of(int number) {
    for (ChunkState state : ALL) {
      if (state.number == number) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
