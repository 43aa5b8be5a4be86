/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** The other side neither took nor sent anything for too long, and others wait. */
public final class BackupTakenTooSlowly extends RegistryException {

  private static final long serialVersionUID = 1L;

  public BackupTakenTooSlowly(long seconds) {
    super(
        ErrorCode.OVERLOADED,
        "Nothing of the backup moved for "
            + seconds
            + " seconds, so it was given up; nothing was changed. Try again over a faster connection");
  }
}
