/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** No active worker has this id. */
public final class UnknownWorker extends RegistryException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_SHOWN = 200;

  public UnknownWorker(WorkerId worker) {
    super(ErrorCode.UNKNOWN_WORKER, "Worker " + shown(worker) + " not found; register it again");
  }

  /** A caller may send anything as an id, and a message has to fit into a trailer. */
  private static String shown(WorkerId worker) {
    String id = worker.value();
    return id.length() <= LONGEST_SHOWN ? id : id.substring(0, LONGEST_SHOWN) + "…";
  }
}
