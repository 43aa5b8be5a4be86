/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** A coordinator serves as many watches as it may. */
public final class TooManyWatches extends RegistryException {

  private static final long serialVersionUID = 1L;

  public TooManyWatches(int most) {
    super(
        ErrorCode.OVERLOADED,
        "This coordinator serves " + most + " watches already; watch at another one");
  }
}
