/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** A device has too little memory left. */
public final class OutOfGpuMemory extends GpuException {

  private static final long serialVersionUID = 1L;

  private final int deviceOrdinal;
  private final long requestedBytes;
  private final long freeBytes;

  public OutOfGpuMemory(int deviceOrdinal, long requestedBytes, long freeBytes) {
    super(
        "Device "
            + deviceOrdinal
            + " has "
            + freeBytes
            + " bytes free, but "
            + requestedBytes
            + " were asked for.",
        "Unload artifacts, or give the daemon more memory.");
    this.deviceOrdinal = deviceOrdinal;
    this.requestedBytes = requestedBytes;
    this.freeBytes = freeBytes;
  }

  public OutOfGpuMemory(int deviceOrdinal, long requestedBytes, Throwable cause) {
    super(
        "The system refused " + requestedBytes + " bytes for device " + deviceOrdinal + ".",
        "Lower the daemon's memory, or raise the limit of the process.",
        cause);
    this.deviceOrdinal = deviceOrdinal;
    this.requestedBytes = requestedBytes;
    this.freeBytes = 0;
  }

  public int deviceOrdinal() {
    return deviceOrdinal;
  }

  public long requestedBytes() {
    return requestedBytes;
  }

  public long freeBytes() {
    return freeBytes;
  }
}
