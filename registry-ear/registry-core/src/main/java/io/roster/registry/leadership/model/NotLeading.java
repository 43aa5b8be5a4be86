/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.model;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** Something that only the leader does was begun by a coordinator that does not lead (any more). */
public final class NotLeading extends RegistryException {

  private static final long serialVersionUID = 1L;

  public NotLeading(String coordinator) {
    super(
        ErrorCode.NOT_LEADER,
        "Coordinator " + coordinator + " does not lead; nothing was changed, the leader does it");
  }
}
