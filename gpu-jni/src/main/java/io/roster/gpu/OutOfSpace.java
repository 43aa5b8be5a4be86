/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** A memory has too little room left: of a device, of the host, or on the disk. */
public final class OutOfSpace extends GpuException {

  private static final long serialVersionUID = 1L;

  private final Place place;
  private final long requestedBytes;
  private final long freeBytes;

  public OutOfSpace(Place place, long requestedBytes, long freeBytes) {
    super(
        place + " has " + freeBytes + " bytes free, but " + requestedBytes + " were asked for.",
        "Unload or unpin artifacts, or give the node more of that memory.");
    this.place = place;
    this.requestedBytes = requestedBytes;
    this.freeBytes = freeBytes;
  }

  private OutOfSpace(
      Place place, long requestedBytes, String what, String remedy, Throwable cause) {
    super(what, remedy, cause);
    this.place = place;
    this.requestedBytes = requestedBytes;
    this.freeBytes = 0;
  }

  /** The system gave less than the node was configured to use. */
  public static OutOfSpace refusedBySystem(Place place, long requestedBytes, Throwable cause) {
    return new OutOfSpace(
        place,
        requestedBytes,
        "The system refused " + requestedBytes + " bytes of " + place + ".",
        place.memory() == MemoryKind.DISK
            ? "Make room on the disk of the data directory, or configure less of it."
            : "Configure less memory for the node, or raise the limit of the process.",
        cause);
  }

  public Place place() {
    return place;
  }

  public long requestedBytes() {
    return requestedBytes;
  }

  public long freeBytes() {
    return freeBytes;
  }
}
