/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** A recovering daemon names a previous worker that belongs to somebody else. */
public final class WorkerOfAnotherDaemon extends RegistryException {

  private static final long serialVersionUID = 1L;

  public WorkerOfAnotherDaemon(WorkerId worker, String daemonId) {
    super(
        ErrorCode.WORKER_OF_ANOTHER_DAEMON,
        "Worker "
            + worker
            + " does not belong to daemon "
            + daemonId
            + "; register without previous_worker_id");
  }
}
