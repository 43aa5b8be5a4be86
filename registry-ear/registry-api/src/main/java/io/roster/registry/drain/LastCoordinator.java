/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** Nobody would serve after this one. */
public final class LastCoordinator extends RegistryException {

  private static final long serialVersionUID = 1L;

  public LastCoordinator(String coordinator) {
    super(
        ErrorCode.LAST_COORDINATOR,
        "No other coordinator serves, so nobody would after "
            + coordinator
            + ": start another one first, or insist with \"force\": true");
  }
}
