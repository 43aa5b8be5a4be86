/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.util.Objects;

/**
 * One device of a {@link GpuMemory}.
 *
 * @param ordinal the number under which the device is addressed, counted from 0
 * @param name a name for people
 * @param backing what the memory is
 * @param capacityBytes how much may be allocated on it in total
 */
public record GpuDevice(int ordinal, String name, Backing backing, long capacityBytes) {

  /** What a device's memory is made of. */
  public enum Backing {
    /** Memory of the host, reached by the processor. */
    HOST,
    /** Memory of an accelerator. */
    CUDA
  }

  public GpuDevice {
    if (ordinal < 0) {
      throw new IllegalArgumentException("ordinal must be 0 or more, it was " + ordinal);
    }
    if (capacityBytes <= 0) {
      throw new IllegalArgumentException("capacityBytes must be positive, it was " + capacityBytes);
    }
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(backing, "backing");
  }
}
