/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** Entries were asked for that the retention has taken: the state must be read anew. */
public final class JournalTrimmed extends RegistryException {

  private static final long serialVersionUID = 1L;

  private final long firstKept;

  public JournalTrimmed(long after, long firstKept) {
    super(
        ErrorCode.JOURNAL_TRIMMED,
        "The journal keeps revisions from "
            + firstKept
            + " on, not what followed "
            + after
            + ": list the state anew and watch from there");
    this.firstKept = firstKept;
  }

  public long firstKept() {
    return firstKept;
  }
}
