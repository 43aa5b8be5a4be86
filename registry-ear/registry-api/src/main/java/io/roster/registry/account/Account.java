/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.platform.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A person who may log in to the console. The password is not here; only its hash is kept,
 * elsewhere.
 *
 * @param sessions counts how often all sessions of the account were ended, which each change of it
 *     does
 * @param lockedUntil until when nobody can log in, after too many failures
 * @param lastLogIn when somebody last did
 */
public record Account(
    String username,
    Role role,
    State state,
    long sessions,
    Instant createdAt,
    Optional<Instant> lockedUntil,
    Optional<Instant> lastLogIn) {

  /** Whether it may be used. */
  public enum State {
    ENABLED,
    DISABLED
  }

  /** Who it is in the journal. */
  public Actor actor() {
    return Actor.user(username);
  }

  /**
   * What this person may do.
   *
   * @param origin from where they act
   */
  public Identity identity(String origin) {
    return new Identity(actor(), Set.of(role), origin);
  }
}
