/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** An index does not describe its artifact: it is malformed, or its tensors overlap or overrun. */
public final class InvalidIndexException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3010";

  private static final long serialVersionUID = 1L;

  public InvalidIndexException(String message) {
    super(message, ERROR_CODE);
  }
}
