/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/**
 * How an artifact is divided for checksums and transfers: every chunk has the same length, only the
 * last one may be shorter.
 *
 * @param sizeBytes the length of the artifact
 */
public record Chunks(long sizeBytes) {

  public static final int CHUNK_BYTES = 4 * 1024 * 1024;

  /** The longest artifact whose chunks can be counted. */
  public static final long MAX_BYTES = (long) CHUNK_BYTES * Integer.MAX_VALUE;

  public Chunks {
    if (sizeBytes <= 0 || sizeBytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "sizeBytes must lie in 1.." + MAX_BYTES + ", it was " + sizeBytes);
    }
  }

  public int count() {
    return (int) ((sizeBytes + CHUNK_BYTES - 1) / CHUNK_BYTES);
  }

  public long offset(int chunk) {
    check(chunk);
    return (long) chunk * CHUNK_BYTES;
  }

  public int length(int chunk) {
    return (int) Math.min(CHUNK_BYTES, sizeBytes - offset(chunk));
  }

  private void check(int chunk) {
    if (chunk < 0 || chunk >= count()) {
      throw new IllegalArgumentException("There is no chunk " + chunk + " of " + count());
    }
  }
}
