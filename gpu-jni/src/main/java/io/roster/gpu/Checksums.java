/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.util.Arrays;

/** One CRC-32C for each chunk of an artifact. */
public final class Checksums {

  private final int[] byChunk;

  public Checksums(int[] byChunk) {
    this.byChunk = byChunk.clone();
  }

  public int of(int chunk) {
    return byChunk[chunk];
  }

  public int count() {
    return byChunk.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checksums that && Arrays.equals(byChunk, that.byChunk);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(byChunk);
  }
}
