/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import jakarta.resource.spi.RetryableException;
import java.util.List;

/** No source gave the artifact; nothing of it was kept. */
public final class PeerTransferException extends GpuDaemonException implements RetryableException {

  public static final String ERROR_CODE = "GPU-3012";

  private static final long serialVersionUID = 1L;

  private final String artifactId;
  private final List<PeerFailure> failures;

  public PeerTransferException(String artifactId, String message, List<PeerFailure> failures) {
    super(message, ERROR_CODE);
    this.artifactId = artifactId;
    this.failures = List.copyOf(failures);
  }

  public String artifactId() {
    return artifactId;
  }

  /** Why each source was given up, in the order in which that happened. */
  public List<PeerFailure> failures() {
    return failures;
  }
}
