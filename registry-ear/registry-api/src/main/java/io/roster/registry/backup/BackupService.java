/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

import io.roster.registry.access.Identity;
import java.io.IOException;
import java.io.OutputStream;

/** Takes backups and restores them, while the registry serves. Administrators may. */
public interface BackupService {

  /**
   * Writes everything that is remembered, as it was at one revision. It waits for whoever takes the
   * bytes; a view of the database stays open meanwhile.
   *
   * @param reason why; may be empty
   * @throws IOException whatever the taker throws
   * @throws io.roster.registry.platform.Overloaded when this coordinator makes one already
   * @throws io.roster.registry.platform.DatabaseAway when the database does not answer (any more)
   */
  void backUp(String reason, OutputStream taker, Identity asking) throws IOException;

  /**
   * What would be replaced if a backup were restored now.
   *
   * @param manifest as it stands in the backup
   * @throws BackupUnusable when it cannot be restored here
   * @throws BackupOfAnotherCluster when it is of another cluster, and nobody said that this
   *     registry takes over
   */
  Holdings examine(String manifest, RestoreRequest request, Identity asking);

  /**
   * Takes in a backup that is to be restored. From now on nobody else restores one.
   *
   * @throws RestoreGoesOn when somebody does so already
   */
  IncomingBackup receive(RestoreRequest request, Identity asking);
}
