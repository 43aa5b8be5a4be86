/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** The target of a command is no longer as it was when the operator looked. */
public final class TargetChanged extends RegistryException {

  private static final long serialVersionUID = 1L;

  private TargetChanged(String message) {
    super(ErrorCode.TARGET_CHANGED, message);
  }

  public static TargetChanged at(String target, long revision, String kind, long expected) {
    return new TargetChanged(
        target
            + " has changed since revision "
            + expected
            + ": "
            + kind
            + " at revision "
            + revision
            + "; look at it again");
  }

  public static TargetChanged generation(String key, long now, long expected) {
    return new TargetChanged(
        "Key "
            + key
            + " has generation "
            + Long.toUnsignedString(now)
            + ", not "
            + Long.toUnsignedString(expected)
            + "; look at it again");
  }

  public static TargetChanged tooLongAgo(String target, long expected) {
    return new TargetChanged(
        "Revision "
            + expected
            + " is too long ago to tell whether "
            + target
            + " has changed since; look at it again");
  }
}
