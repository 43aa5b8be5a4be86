/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** There is no such device, or no memory of that kind. */
public final class UnknownDevice extends GpuException {

  private static final long serialVersionUID = 1L;

  private final MemoryKind memory;
  private final int device;

  public UnknownDevice(MemoryKind memory, int device, String remedy) {
    super("There is no device " + device + " of memory " + memory + ".", remedy);
    this.memory = memory;
    this.device = device;
  }

  public static UnknownDevice amongst(MemoryKind memory, int device, int count) {
    return new UnknownDevice(
        memory,
        device,
        count == 0
            ? "This node has no memory of that kind: use another, or configure it."
            : "Use one of 0 to " + (count - 1) + ".");
  }

  public MemoryKind memory() {
    return memory;
  }

  public int device() {
    return device;
  }
}
