/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.model;

import io.roster.backup.Manifest;
import java.io.IOException;
import java.io.OutputStream;

/** Everything that is remembered, as bytes. */
public interface BackupSource {

  /**
   * Writes a backup of the state at one revision; returns its manifest. It waits for the taker as
   * long as the taker likes.
   *
   * @param product the version that makes it
   * @throws IOException whatever the taker throws
   * @throws io.roster.registry.platform.DatabaseAway when the database does not answer (any more)
   */
  Manifest write(String product, OutputStream taker) throws IOException;
}
