/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** A list keeps a view of the database open, so its reader may not take any time it likes. */
public final class WatchedTooSlowly extends RegistryException {

  private static final long serialVersionUID = 1L;

  public WatchedTooSlowly(long revision) {
    super(
        ErrorCode.OVERLOADED,
        "The list at revision "
            + revision
            + " was read too slowly and is given up; read faster, or ask for less by kinds and subjects");
  }
}
