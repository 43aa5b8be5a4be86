/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The bytes of an artifact are not those that were promised. */
public final class ContentMismatchException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3005";

  private static final long serialVersionUID = 1L;

  private final String artifactId;

  public ContentMismatchException(String artifactId, String message) {
    super(message, ERROR_CODE);
    this.artifactId = artifactId;
  }

  public String artifactId() {
    return artifactId;
  }
}
