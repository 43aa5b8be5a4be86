/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** A backup of another cluster was to be restored. Nothing was changed. */
public final class BackupOfAnotherCluster extends RegistryException {

  private static final long serialVersionUID = 1L;

  public BackupOfAnotherCluster(String backup, String here) {
    super(
        ErrorCode.BACKUP_OF_ANOTHER_CLUSTER,
        "The backup is of the cluster "
            + backup
            + ", and this is "
            + here
            + ". Nothing was changed. If this registry is to take the place of that one, say so with"
            + " --take-over "
            + backup);
  }
}
