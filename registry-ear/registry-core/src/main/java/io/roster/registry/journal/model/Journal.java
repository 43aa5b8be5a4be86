/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import io.roster.registry.platform.Actor;
import jakarta.json.JsonValue;

/** Tells, inside the transaction of a change, what it changed. */
public interface Journal {

  /**
   * Adds an entry. It is the last thing that a change does: the head's lock is held until the
   * commit, and taking any other lock after it could close a circle with a change that already
   * holds that lock and waits for the head.
   */
  void append(Actor actor, String kind, String subject, JsonValue before, JsonValue after);
}
