/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/**
 * How much of a memory is taken, in bytes.
 *
 * @param capacityBytes what may be allocated in total
 * @param usedBytes what is allocated now
 */
public record MemoryUsage(long capacityBytes, long usedBytes) {

  public MemoryUsage {
    if (usedBytes < 0 || usedBytes > capacityBytes) {
      throw new IllegalArgumentException(
          "usedBytes must lie in 0.." + capacityBytes + ", it was " + usedBytes);
    }
  }

  public long freeBytes() {
    return capacityBytes - usedBytes;
  }

  MemoryUsage plus(MemoryUsage other) {
    return new MemoryUsage(capacityBytes + other.capacityBytes, usedBytes + other.usedBytes);
  }

  /** The used share, 0.0 to 1.0. */
  public double usedRatio() {
    return capacityBytes == 0 ? 0 : (double) usedBytes / capacityBytes;
  }
}
