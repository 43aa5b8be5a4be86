/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** A fetch was ended before it was complete; nothing of it was kept. */
public final class FetchCancelledException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3014";

  private static final long serialVersionUID = 1L;

  private final String artifactId;

  public FetchCancelledException(String artifactId, String message) {
    super(message, ERROR_CODE);
    this.artifactId = artifactId;
  }

  public String artifactId() {
    return artifactId;
  }
}
