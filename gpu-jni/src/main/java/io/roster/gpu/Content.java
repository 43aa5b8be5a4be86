/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/**
 * What an artifact is, wherever its copies lie.
 *
 * @param id its name
 * @param index where its tensors are
 * @param chunks how its bytes are divided
 * @param checksums the CRC-32C of each chunk, taken while the artifact was put
 */
public record Content(ArtifactId id, ArtifactIndex index, Chunks chunks, Checksums checksums) {

  public long sizeBytes() {
    return chunks.sizeBytes();
  }

  /**
   * @throws ContentMismatch if that is another checksum than the chunk's
   */
  public void check(int chunk, int found) {
    int expected = checksums.of(chunk);
    if (found != expected) {
      throw ContentMismatch.ofChunk(id, chunk, expected, found);
    }
  }
}
