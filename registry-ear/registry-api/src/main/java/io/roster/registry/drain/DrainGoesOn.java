/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** The port is closing: what was begun comes to its end first. */
public final class DrainGoesOn extends RegistryException {

  private static final long serialVersionUID = 1L;

  public DrainGoesOn(String coordinator) {
    super(
        ErrorCode.DRAIN_GOES_ON,
        "The port of "
            + coordinator
            + " is closing and its calls are being finished; cancel the drain when it is DRAINED");
  }
}
