/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.access;

import io.roster.registry.platform.Actor;
import io.roster.registry.platform.NotPermitted;
import java.util.Set;

/**
 * Who acts, and what they may.
 *
 * @param roles at least one
 * @param origin from where: an address, perhaps with a port; for the audit
 */
public record Identity(Actor actor, Set<Role> roles, String origin) {

  public Identity {
    roles = Set.copyOf(roles);
  }

  /** Whoever has the cluster's token may do everything. */
  public static Identity trusted(Actor actor, String origin) {
    return new Identity(actor, Set.of(Role.ADMIN, Role.AUDITOR), origin);
  }

  public boolean may(Role needed) {
    return roles.stream().anyMatch(role -> role.includes(needed));
  }

  /**
   * @param action what is wanted, to stand after "may not"
   * @throws NotPermitted when the roles do not suffice
   */
  public void require(Role needed, String action) {
    if (!may(needed)) {
      throw new NotPermitted(actor, action, needed.name());
    }
  }
}
