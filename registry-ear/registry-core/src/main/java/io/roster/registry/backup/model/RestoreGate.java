/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.model;

import io.roster.backup.BackupFile;
import io.roster.backup.UnusableBackup;
import io.roster.registry.audit.model.Act;
import io.roster.registry.backup.RestoreRequest;
import io.roster.registry.backup.Restored;
import java.io.IOException;
import java.util.List;

/**
 * Where backups come back, one at a time at all coordinators. Each call throws {@code DatabaseAway}
 * when the database does not answer.
 */
public interface RestoreGate {

  /** What a restore would replace now. */
  Standing standing();

  /** The tables that a backup has. */
  List<String> tables();

  /**
   * Keeps everybody else from restoring until it is closed.
   *
   * @throws io.roster.registry.backup.RestoreGoesOn when somebody does so already
   */
  Entry enter();

  /** The right to restore. */
  interface Entry extends AutoCloseable {

    /**
     * Puts a backup in the place of everything, in one transaction that also writes the journal and
     * the audit.
     *
     * @throws UnusableBackup when its rows are not what its manifest says; nothing was changed
     */
    Restored restore(BackupFile backup, RestoreRequest request, Act act)
        throws IOException, UnusableBackup;

    @Override
    void close();
  }
}
