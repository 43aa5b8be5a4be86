/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The daemon does not hold that artifact. */
public final class UnknownArtifactException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3001";

  private static final long serialVersionUID = 1L;

  private final String artifactId;

  public UnknownArtifactException(String artifactId, String message) {
    super(message, ERROR_CODE);
    this.artifactId = artifactId;
  }

  public String artifactId() {
    return artifactId;
  }
}
