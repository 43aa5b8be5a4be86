/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;

/**
 * One memory of the daemon.
 *
 * @param kind what kind of memory it is
 * @param device the number of the GPU, from 0; the host's RAM and its disk are always 0
 */
public record MemoryId(MemoryKind kind, int device) implements Serializable, Comparable<MemoryId> {

  /** The host's RAM. */
  public static final MemoryId RAM = new MemoryId(MemoryKind.RAM, 0);

  /** The host's disk. */
  public static final MemoryId DISK = new MemoryId(MemoryKind.DISK, 0);

  public MemoryId {
    if (device < 0 || (kind != MemoryKind.GPU && device != 0)) {
      throw new IllegalArgumentException(
          "There is no "
              + kind
              + " "
              + device
              + ": GPUs count from 0, RAM and DISK have no number");
    }
  }

  /** The memory of one GPU. */
  public static MemoryId gpu(int device) {
    return new MemoryId(MemoryKind.GPU, device);
  }

  @Override
  public int compareTo(MemoryId other) {
    int byKind = kind.compareTo(other.kind);
    return byKind == 0 ? Integer.compare(device, other.device) : byKind;
  }

  /** As people write it: {@code GPU:0}, {@code RAM}, {@code DISK}. */
  @Override
  public String toString() {
    return kind == MemoryKind.GPU ? kind + ":" + device : kind.name();
  }
}
