/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/** The actor lacks the role that an action needs. */
public final class NotPermitted extends RegistryException {

  private static final long serialVersionUID = 1L;

  public NotPermitted(Actor actor, String action, String role) {
    super(
        ErrorCode.NOT_PERMITTED,
        actor.name()
            + " may not "
            + action
            + "; it needs the role "
            + role
            + ": ask an administrator");
  }
}
