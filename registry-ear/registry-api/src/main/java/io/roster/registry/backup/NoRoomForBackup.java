/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** A coordinator cannot keep a backup until all of it has come. Nothing was changed. */
public final class NoRoomForBackup extends RegistryException {

  private static final long serialVersionUID = 1L;

  /**
   * @param folder where it would be kept
   * @param cause the system's words
   */
  public NoRoomForBackup(String folder, Throwable cause) {
    super(
        ErrorCode.OVERLOADED,
        "The coordinator cannot keep the backup in "
            + folder
            + " ("
            + cause.getMessage()
            + "): make room there, or restore at another coordinator. Nothing was changed",
        cause);
  }
}
