/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The bytes given were fewer or more than declared. */
public final class WrongLengthException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3004";

  private static final long serialVersionUID = 1L;

  private final String artifactId;

  public WrongLengthException(String artifactId, String message) {
    super(message, ERROR_CODE);
    this.artifactId = artifactId;
  }

  public String artifactId() {
    return artifactId;
  }
}
