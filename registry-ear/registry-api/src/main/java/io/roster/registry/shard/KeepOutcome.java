/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard;

/** What became of a lease that was to be kept alive. */
public sealed interface KeepOutcome {

  /** It lasts longer. */
  record Kept(HeldShard lease) implements KeepOutcome {}

  /** It is not theirs any more, and nothing was changed. */
  record Lost(Reason reason) implements KeepOutcome {}

  /** Why a lease cannot be kept. */
  enum Reason {
    NO_TOKEN("lease_token is required"),
    UNKNOWN_TOKEN("lease_token not found"),
    EXPIRED("lease expired"),
    STALE("stale lease_generation for shard");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** For the holder. */
    public String text() {
      return text;
    }
  }
}
