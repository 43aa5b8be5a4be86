/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.model;

import io.roster.registry.chunk.ChunkUpdate;
import java.util.Comparator;

/** Where a chunk lies. Every transaction writes places in one order. */
public record ChunkPlace(
    String artifactId, long chunkIdx, String nodeId, String deviceUuid, long replica)
    implements Comparable<ChunkPlace> {

  private static final Comparator<ChunkPlace> ORDER =
      Comparator.comparing(ChunkPlace::artifactId)
          .thenComparingLong(ChunkPlace::chunkIdx)
          .thenComparing(ChunkPlace::nodeId)
          .thenComparing(ChunkPlace::deviceUuid)
          .thenComparingLong(ChunkPlace::replica);

  public static ChunkPlace of(String nodeId, ChunkUpdate update) {
    return new ChunkPlace(
        update.artifactId(), update.chunkIdx(), nodeId, update.deviceUuid(), update.replica());
  }

  @Override
  public int compareTo(ChunkPlace other) {
    return ORDER.compare(this, other);
  }
}
