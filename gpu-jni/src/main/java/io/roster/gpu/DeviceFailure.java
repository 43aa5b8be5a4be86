/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** A card did not do what it was told. */
public final class DeviceFailure extends GpuException {

  private static final long serialVersionUID = 1L;

  public DeviceFailure(int device, Throwable cause) {
    super(
        "GPU " + device + " failed: " + cause.getMessage() + ".",
        "Look at the system log and nvidia-smi; a card that keeps failing must be taken out.",
        cause);
  }
}
