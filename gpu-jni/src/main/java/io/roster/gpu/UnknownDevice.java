/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** There is no device of that ordinal. */
public final class UnknownDevice extends GpuException {

  private static final long serialVersionUID = 1L;

  private final int ordinal;

  public UnknownDevice(int ordinal, int deviceCount) {
    super("There is no device " + ordinal + ".", "Use one of 0 to " + (deviceCount - 1) + ".");
    this.ordinal = ordinal;
  }

  public int ordinal() {
    return ordinal;
  }
}
