/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.Chunks;
import io.roster.gpu.Multihash;
import io.roster.gpu.ReplicaReader;
import java.nio.ByteBuffer;

/**
 * What an artifact consists of, as its source tells it: every byte that comes is held against it.
 * Two copies with one fingerprint are the same, so that pieces of both may be put together.
 */
final class Description {

  private final Chunks chunks;
  private final byte[] index;
  private final int[] checksums;

  private Description(Chunks chunks, byte[] index, int[] checksums) {
    this.chunks = chunks;
    this.index = index;
    this.checksums = checksums;
  }

  static Description of(ReplicaReader reader) {
    Chunks chunks = reader.chunks();
    int[] checksums = new int[chunks.count()];
    for (int chunk = 0; chunk < checksums.length; chunk++) {
      checksums[chunk] = reader.checksum(chunk);
    }
    return new Description(chunks, reader.index().bytes(), checksums);
  }

  static Description of(Chunks chunks, byte[] index, ByteBuffer checksums) {
    int[] numbers = new int[chunks.count()];
    checksums.asIntBuffer().get(numbers);
    return new Description(chunks, index, numbers);
  }

  Chunks chunks() {
    return chunks;
  }

  /** The bytes of the canonical index. */
  byte[] index() {
    return index.clone();
  }

  int indexBytes() {
    return index.length;
  }

  int checksum(int chunk) {
    return checksums[chunk];
  }

  /** The checksums of all chunks, four bytes each. */
  ByteBuffer checksums() {
    ByteBuffer bytes = ByteBuffer.allocate(checksums.length * Integer.BYTES);
    bytes.asIntBuffer().put(checksums);
    return bytes;
  }

  Multihash fingerprint() {
    byte[] ofIndex = Multihash.of(index).digest();
    ByteBuffer parts =
        ByteBuffer.allocate(Long.BYTES + ofIndex.length + checksums.length * Integer.BYTES);
    parts.putLong(chunks.sizeBytes()).put(ofIndex).put(checksums());
    return Multihash.of(parts.array());
  }
}
