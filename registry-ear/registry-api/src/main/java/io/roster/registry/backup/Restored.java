/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

import java.time.Instant;

/**
 * Where the registry stands after a restore.
 *
 * @param revision that of the restore
 * @param epoch higher than any before it, here and in the backup
 * @param backupRevision the newest revision that the backup has
 * @param backupTime when the backup was made
 */
public record Restored(
    String clusterId, long revision, long epoch, long backupRevision, Instant backupTime) {}
