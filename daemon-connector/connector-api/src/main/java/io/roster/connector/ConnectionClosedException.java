/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The connection was closed, by its user or because the server took it back. */
public final class ConnectionClosedException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3008";

  private static final long serialVersionUID = 1L;

  public ConnectionClosedException() {
    super(
        "This connection to the GPU daemon is closed. Take a new one from its factory.",
        ERROR_CODE);
  }
}
