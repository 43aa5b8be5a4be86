/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/**
 * Where a replica lies.
 *
 * @param memory the kind of memory
 * @param device the ordinal of the device; RAM and disk have device 0 alone
 */
public record Place(MemoryKind memory, int device) implements Comparable<Place> {

  public static final Place RAM = new Place(MemoryKind.RAM, 0);
  public static final Place DISK = new Place(MemoryKind.DISK, 0);

  public Place {
    if (device < 0 || (memory != MemoryKind.GPU && device != 0)) {
      throw new UnknownDevice(memory, device, "Devices are counted from 0; RAM and disk have one.");
    }
  }

  public static Place gpu(int device) {
    return new Place(MemoryKind.GPU, device);
  }

  @Override
  public int compareTo(Place other) {
    int byMemory = memory.compareTo(other.memory);
    return byMemory != 0 ? byMemory : Integer.compare(device, other.device);
  }

  /** For example {@code GPU 1}, {@code RAM}. */
  @Override
  public String toString() {
    return memory == MemoryKind.GPU ? memory + " " + device : memory.toString();
  }
}
