/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.platform.RetryLater;
import java.time.Duration;

/** A daemon registered too often in a row, and is kept out for a while. */
public final class WorkerQuarantined extends RegistryException implements RetryLater {

  private static final long serialVersionUID = 1L;

  private final Duration left;

  public WorkerQuarantined(String daemonId, Duration left) {
    super(
        ErrorCode.WORKER_QUARANTINED,
        "Daemon "
            + daemonId
            + " comes and goes too often and is kept out: register again in "
            + left.toMillis()
            + " ms, and see why it does not stay");
    this.left = left;
  }

  @Override
  public Duration retryAfter() {
    return left;
  }
}
