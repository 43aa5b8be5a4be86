/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.time.Instant;
import java.util.Optional;

/**
 * One copy of an artifact in one memory, as it was when it was asked for.
 *
 * @param id the artifact
 * @param place where the copy lies
 * @param sizeBytes the length of the artifact
 * @param indexHash the digest of its canonical index
 * @param pinned whether it is kept until somebody unpins it
 * @param readers how many have it open now; such a copy is not evicted
 * @param loadedAt when the copy was complete
 * @param lastUsedAt when it was last opened, copied or loaded
 */
public record Replica(
    ArtifactId id,
    Place place,
    long sizeBytes,
    Multihash indexHash,
    boolean pinned,
    int readers,
    Instant loadedAt,
    Instant lastUsedAt) {

  public boolean inUse() {
    return readers > 0;
  }

  /**
   * The SHA-256 of the bytes, for a content-addressed artifact. For another {@link
   * GpuEngine#sha256} computes it.
   */
  public Optional<Multihash> sha256() {
    return id.dataHash();
  }
}
