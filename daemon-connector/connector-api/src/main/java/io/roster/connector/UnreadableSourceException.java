/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The stream with the bytes failed while it was read. */
public final class UnreadableSourceException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3007";

  private static final long serialVersionUID = 1L;

  private final String artifactId;

  public UnreadableSourceException(String artifactId, String message) {
    super(message, ERROR_CODE);
    this.artifactId = artifactId;
  }

  public String artifactId() {
    return artifactId;
  }
}
