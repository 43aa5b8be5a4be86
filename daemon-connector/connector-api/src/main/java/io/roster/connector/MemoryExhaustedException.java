/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The artifact does not fit into the memory it was meant for. */
public final class MemoryExhaustedException extends GpuDaemonException {

  public static final String ERROR_CODE = "GPU-3003";

  private static final long serialVersionUID = 1L;

  private final String artifactId;

  public MemoryExhaustedException(String artifactId, String message) {
    super(message, ERROR_CODE);
    this.artifactId = artifactId;
  }

  public String artifactId() {
    return artifactId;
  }
}
