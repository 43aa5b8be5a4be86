/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** No active worker has this id. */
public final class UnknownWorker extends RegistryException {

  private static final long serialVersionUID = 1L;

  public UnknownWorker(WorkerId worker) {
    super(ErrorCode.UNKNOWN_WORKER, "Worker " + worker + " not found; register it again");
  }
}
