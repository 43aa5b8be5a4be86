/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import jakarta.resource.spi.RetryableException;

/** The daemon is not running; it may be again later. */
public final class DaemonUnavailableException extends GpuDaemonException
    implements RetryableException {

  public static final String ERROR_CODE = "GPU-4001";

  private static final long serialVersionUID = 1L;

  public DaemonUnavailableException() {
    super(
        "The GPU daemon is not running. Take a new connection when its resource adapter has"
            + " started.",
        ERROR_CODE);
  }
}
