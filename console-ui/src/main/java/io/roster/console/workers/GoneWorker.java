/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import java.time.Instant;

/**
 * A worker that is no longer in the fleet.
 *
 * @param details what the journal knows of it: daemon and address, or empty
 */
record GoneWorker(String id, Manner manner, Instant when, String actor, String details) {

  /** How it went. */
  enum Manner {
    UNREGISTERED("worker.unregistered", "unregistered"),
    EXPIRED("worker.expired", "expired"),
    REPLACED("worker.replaced", "replaced");

    private final String kind;
    private final String word;

    Manner(String kind, String word) {
      this.kind = kind;
      this.word = word;
    }

    /** The kind of the journal entry that tells of it. */
    public String kind() {
      return kind;
    }

    public String word() {
      return word;
    }
  }
}
