/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

/** A backup that comes in, piece after piece. Confined to one thread at a time. */
public interface IncomingBackup extends AutoCloseable {

  /** Takes the next piece. */
  void add(byte[] piece);

  /**
   * Puts the whole backup in the place of everything that the registry holds, in one transaction:
   * wholly or not at all. When it returns, this coordinator's memory shows it.
   *
   * @throws BackupUnusable when it is cut or damaged, or of another version
   * @throws BackupOfAnotherCluster when it is of another cluster
   */
  Restored restore();

  /** Forgets what came; may be repeated. */
  @Override
  void close();
}
