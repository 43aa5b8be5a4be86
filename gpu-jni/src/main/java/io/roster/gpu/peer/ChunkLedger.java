/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.Chunks;
import java.util.BitSet;
import java.util.OptionalInt;

/** Which chunks of an artifact are there, which are on their way, and which are missing. */
final class ChunkLedger {

  private final Chunks chunks;
  private final BitSet missing = new BitSet();
  private int arrived;
  private long arrivedBytes;

  ChunkLedger(Chunks chunks) {
    this.chunks = chunks;
    missing.set(0, chunks.count());
  }

  /** Takes the next missing chunk, which then counts as on its way; empty if none is missing. */
  synchronized OptionalInt take() {
    int next = missing.nextSetBit(0);
    if (next < 0) {
      return OptionalInt.empty();
    }
    missing.clear(next);
    return OptionalInt.of(next);
  }

  /** A chunk that was on its way will not come. */
  synchronized void giveBack(int chunk) {
    missing.set(chunk);
  }

  /** A chunk is there; returns how many bytes are. */
  synchronized long arrived(int chunk) {
    arrived++;
    arrivedBytes += chunks.length(chunk);
    return arrivedBytes;
  }

  synchronized boolean complete() {
    return arrived == chunks.count();
  }

  synchronized int arrivedCount() {
    return arrived;
  }
}
