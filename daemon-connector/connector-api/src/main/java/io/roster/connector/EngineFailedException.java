/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The card, its driver or the engine itself failed; the message says what to look at. */
public final class EngineFailedException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-4002";

  private static final long serialVersionUID = 1L;

  public EngineFailedException(String message) {
    super(message, ERROR_CODE);
  }
}
