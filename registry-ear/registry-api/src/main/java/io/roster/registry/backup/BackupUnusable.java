/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** A backup that this registry cannot restore. Nothing was changed. */
public final class BackupUnusable extends RegistryException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem to stand after "The backup": "is cut"
   */
  public BackupUnusable(String problem) {
    super(ErrorCode.BACKUP_UNUSABLE, "The backup " + problem + ". Nothing was changed");
  }
}
