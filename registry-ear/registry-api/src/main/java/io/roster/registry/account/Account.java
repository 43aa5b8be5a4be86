/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import io.roster.registry.platform.Actor;
import java.time.Instant;

/**
 * A person who may log in to the console. The password is not here; only its hash is kept,
 * elsewhere.
 */
public record Account(String username, Role role, Instant createdAt) {

  /** Who it is in the journal. */
  public Actor actor() {
    return Actor.user(username);
  }
}
