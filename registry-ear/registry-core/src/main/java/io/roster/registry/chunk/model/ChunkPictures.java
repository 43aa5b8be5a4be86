/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.model;

import io.roster.registry.chunk.ChunkLocation;
import java.util.List;
import java.util.Set;

/** Reads chunks as they are committed; {@code DatabaseAway} when the database does not answer. */
public interface ChunkPictures {

  /**
   * Where chunks of an artifact can be had, in order; at most so many.
   *
   * @param chunkIndices which chunks are wanted; all when empty
   */
  List<ChunkLocation> locations(String artifactId, Set<Long> chunkIndices, int most);
}
