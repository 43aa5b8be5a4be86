/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** A replica cannot be taken out now, because it is pinned. */
public final class ReplicaPinnedException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3013";

  private static final long serialVersionUID = 1L;

  private final String artifactId;

  public ReplicaPinnedException(String artifactId, String message) {
    super(message, ERROR_CODE);
    this.artifactId = artifactId;
  }

  public String artifactId() {
    return artifactId;
  }
}
