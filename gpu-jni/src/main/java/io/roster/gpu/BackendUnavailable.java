/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** The engine cannot use a GPU on this machine. */
public final class BackendUnavailable extends GpuException {

  private static final long serialVersionUID = 1L;

  public BackendUnavailable(String why, Throwable cause) {
    super(
        "CUDA cannot be used here: " + why + ".",
        "Install the NVIDIA driver, or choose the engine auto or host.",
        cause);
  }

  public BackendUnavailable(String why) {
    super(
        "CUDA cannot be used here: " + why + ".",
        "Install the NVIDIA driver, or choose the engine auto or host.");
  }
}
