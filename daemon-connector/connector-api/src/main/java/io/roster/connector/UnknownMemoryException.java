/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The daemon has no such memory. */
public final class UnknownMemoryException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3009";

  private static final long serialVersionUID = 1L;

  private final MemoryId memory;

  public UnknownMemoryException(MemoryId memory, String message) {
    super(message, ERROR_CODE);
    this.memory = memory;
  }

  public MemoryId memory() {
    return memory;
  }
}
