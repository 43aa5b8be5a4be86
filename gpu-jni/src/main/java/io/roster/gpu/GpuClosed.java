/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** The memory, buffer or store was closed before. */
public final class GpuClosed extends GpuException {

  private static final long serialVersionUID = 1L;

  public GpuClosed(String what) {
    super("The " + what + " is closed.", "Obtain a new one.");
  }
}
