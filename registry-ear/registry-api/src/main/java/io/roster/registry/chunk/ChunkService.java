/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk;

import io.roster.registry.platform.Actor;
import java.util.List;
import java.util.Set;

/** The door to the chunk directory. Safe for use by many threads. */
public interface ChunkService {

  /**
   * Takes over what a node tells of its chunks; the answer comes after it is durable.
   *
   * @return how many updates there were
   * @throws io.roster.registry.platform.InvalidRequest when a name is no name
   */
  int report(ChunkReport report, Actor actor);

  /**
   * Where the chunks of an artifact can be had, on nodes that have an active worker: in the order
   * of the chunks, of their states, of the load.
   *
   * @param chunkIndices which chunks are wanted; all when empty
   * @throws TooManyLocations when they do not fit into one answer
   * @throws io.roster.registry.platform.DatabaseAway when the database does not answer
   */
  List<ChunkLocation> locations(String artifactId, Set<Long> chunkIndices);
}
