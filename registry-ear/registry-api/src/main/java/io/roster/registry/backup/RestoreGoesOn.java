/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** Somebody restores a backup already. Nothing was changed. */
public final class RestoreGoesOn extends RegistryException {

  private static final long serialVersionUID = 1L;

  public RestoreGoesOn() {
    super(
        ErrorCode.RESTORE_GOES_ON,
        "Another restore of this registry goes on, so this one was not begun: nothing was changed."
            + " Wait for that one, look at what it brought, and ask again");
  }
}
