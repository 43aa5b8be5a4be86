/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** A text is not the id of an artifact. */
public final class InvalidArtifactIdException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3006";

  private static final long serialVersionUID = 1L;

  private final String artifactId;

  public InvalidArtifactIdException(String artifactId, String message) {
    super(message, ERROR_CODE);
    this.artifactId = artifactId;
  }

  public String artifactId() {
    return artifactId;
  }
}
