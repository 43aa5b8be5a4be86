/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** A key may not stand for an artifact yet, because whoever resolved it could not read it. */
public final class TargetNotReady extends RegistryException {

  private static final long serialVersionUID = 1L;

  /**
   * @param operation {@code upsert} or {@code swap}
   * @param lack what is missing: {@code artifact … is not known}
   */
  public TargetNotReady(String operation, String lack) {
    super(
        ErrorCode.TARGET_NOT_READY,
        "artifact/index not ready for key mapping "
            + operation
            + ": "
            + lack
            + "; publish it with UpsertArtifactMetadata first");
  }
}
