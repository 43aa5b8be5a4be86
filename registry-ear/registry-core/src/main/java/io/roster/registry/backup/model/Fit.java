/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.model;

import io.roster.backup.Manifest;
import io.roster.backup.Manifest.Table;
import io.roster.registry.backup.BackupOfAnotherCluster;
import io.roster.registry.backup.BackupUnusable;
import io.roster.registry.backup.RestoreRequest;
import java.util.List;
import java.util.Set;

/** Whether a backup may take the place of what stands here, and as what. */
public enum Fit {
  /** It is an earlier state of this cluster. */
  EARLIER,
  /** It is a cluster that is no more, and this registry becomes it. */
  TAKE_OVER;

  /**
   * @param tables those that a backup of this version has
   * @throws BackupUnusable when it is of another version
   * @throws BackupOfAnotherCluster when it is of another cluster, and nobody said that this
   *     registry takes over
   */
  public static Fit of(
      Manifest backup, Standing here, List<String> tables, RestoreRequest request) {
    requireVersion(backup, here, tables);
    String own = here.holdings().clusterId();
    request
        .takeOver()
        .filter(named -> !named.equals(backup.cluster()))
        .ifPresent(
            named -> {
              throw new BackupUnusable(
                  "is of the cluster " + backup.cluster() + ", not of " + named);
            });
    if (backup.cluster().equals(own)) {
      return EARLIER;
    }
    if (request.takeOver().isEmpty()) {
      throw new BackupOfAnotherCluster(backup.cluster(), own);
    }
    return TAKE_OVER;
  }

  private static void requireVersion(Manifest backup, Standing here, List<String> tables) {
    if (backup.schema() != here.schema()) {
      throw new BackupUnusable(
          "is of another version: Roster "
              + backup.product()
              + " made it of schema version "
              + backup.schema()
              + ", and this registry has "
              + here.schema()
              + ". Restore it with the version that made it"
              + (backup.schema() < here.schema() ? ", then upgrade" : ""));
    }
    for (String table : tables) {
      List<String> columns = here.columns().getOrDefault(table, List.of());
      boolean fits =
          backup
              .table(table)
              .map(Table::columns)
              .filter(those -> Set.copyOf(those).equals(Set.copyOf(columns)))
              .isPresent();
      if (!fits) {
        throw new BackupUnusable(
            "is of another version: its table "
                + table
                + " is another one than here. Restore it with the version that made it");
      }
    }
  }
}
