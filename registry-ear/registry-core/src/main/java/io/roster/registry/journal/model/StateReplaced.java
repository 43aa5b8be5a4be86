/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/**
 * A backup was restored while a change was being made: what it was decided on is no more. Nothing
 * was changed; it is decided anew when memory shows what was restored.
 */
public final class StateReplaced extends RegistryException {

  private static final long serialVersionUID = 1L;

  private final long restored;

  /**
   * @param restored the revision of the restore
   */
  public StateReplaced(long restored) {
    super(
        ErrorCode.CONCURRENT_CHANGE,
        "A backup is being restored, and the change was not made: repeat it");
    this.restored = restored;
  }

  public long restored() {
    return restored;
  }
}
