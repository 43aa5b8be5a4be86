/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.model;

import io.roster.registry.chunk.ChunkState;
import java.time.Duration;
import java.util.SortedMap;

/** Where chunks are kept. Every method belongs to the caller's transaction. */
public interface ChunkDirectory {

  /** Takes over the state of each chunk; one that was evicted is dropped. */
  void write(SortedMap<ChunkPlace, ChunkState> chunks);

  /**
   * Drops chunks of nodes that have no active worker and told nothing for so long; at most so many.
   *
   * @return how many were dropped
   */
  int dropLost(Duration silence, int most);
}
