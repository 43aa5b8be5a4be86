/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.access.Role;

/** What can be asked for. */
public enum CommandKind {
  REQUEST_RESYNC(By.NODE, Role.OPERATOR, Danger.REVERSIBLE),
  DRAIN_WORKER(By.REGISTRY, Role.OPERATOR, Danger.REVERSIBLE),
  RESUME_WORKER(By.REGISTRY, Role.OPERATOR, Danger.REVERSIBLE),
  EVICT_REPLICA(By.NODE, Role.OPERATOR, Danger.DISTURBING),
  PREFETCH_ARTIFACT(By.NODE, Role.OPERATOR, Danger.REVERSIBLE),
  MARK_REPLICA_UNAVAILABLE(By.REGISTRY, Role.ADMIN, Danger.DISTURBING),
  FORCE_UNREGISTER(By.REGISTRY, Role.ADMIN, Danger.IRREVERSIBLE),
  /** By whichever coordinators are concerned, as soon as they look. */
  HAND_OVER_LEADERSHIP(By.COORDINATORS, Role.ADMIN, Danger.DISTURBING),
  CANCEL_TRANSPORT(By.REGISTRY, Role.OPERATOR, Danger.DISTURBING),
  SWAP_KEY(By.REGISTRY, Role.OPERATOR, Danger.DISTURBING),
  REVOKE_KEY(By.REGISTRY, Role.ADMIN, Danger.IRREVERSIBLE),
  RELEASE_LEASE(By.REGISTRY, Role.ADMIN, Danger.IRREVERSIBLE);

  /** Who carries it out. */
  public enum By {
    /** The node, which is given the command until it is finished. */
    NODE,
    /** The registry, in the transaction of the request. */
    REGISTRY,
    /** The coordinators, later. */
    COORDINATORS
  }

  private final By by;
  private final Role role;
  private final Danger danger;

  CommandKind(By by, Role role, Danger danger) {
    this.by = by;
    this.role = role;
    this.danger = danger;
  }

  public By by() {
    return by;
  }

  /** What somebody must be to ask for it, or to withdraw it. */
  public Role role() {
    return role;
  }

  public Danger danger() {
    return danger;
  }
}
