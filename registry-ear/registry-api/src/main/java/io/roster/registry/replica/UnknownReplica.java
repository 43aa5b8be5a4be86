/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** There is no such replica. */
public final class UnknownReplica extends RegistryException {

  private static final long serialVersionUID = 1L;

  public UnknownReplica(String replica) {
    super(ErrorCode.UNKNOWN_REPLICA, "Replica " + replica + " not found");
  }
}
