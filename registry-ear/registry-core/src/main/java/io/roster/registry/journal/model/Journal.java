/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import io.roster.registry.platform.Actor;
import jakarta.json.JsonValue;

/** Tells, inside the transaction of a change, what it changed. */
public interface Journal {

  /**
   * Notes an entry; it may be called at any point of the change. All entries of a transaction are
   * written together at its end: the head's lock is held until the commit, and taking any other
   * lock after it could close a circle with a change that already holds that lock and waits for the
   * head.
   *
   * @param after the whole state after the change, enough for a reader that knew nothing before;
   *     JSON's null when there is none
   */
  void append(Actor actor, String kind, String subject, JsonValue before, JsonValue after);
}
