/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit.model;

import io.roster.registry.access.Identity;
import java.util.OptionalLong;

/** What somebody asks for. */
public record Act(
    Identity who,
    String action,
    String target,
    String reason,
    String requestId,
    OptionalLong expectedRevision) {

  /** Something that is no command. */
  public static Act of(Identity who, String action, String target, String reason) {
    return new Act(who, action, target, reason, "", OptionalLong.empty());
  }
}
