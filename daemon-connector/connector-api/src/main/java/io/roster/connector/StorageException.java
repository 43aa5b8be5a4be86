/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The disk of the daemon is full or failed. */
public final class StorageException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3011";

  private static final long serialVersionUID = 1L;

  public StorageException(String message) {
    super(message, ERROR_CODE);
  }
}
