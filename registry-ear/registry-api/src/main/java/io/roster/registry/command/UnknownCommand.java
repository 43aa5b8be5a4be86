/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** There is no such command, or it is not the caller's. */
public final class UnknownCommand extends RegistryException {

  private static final long serialVersionUID = 1L;

  public UnknownCommand(String command) {
    super(
        ErrorCode.UNKNOWN_COMMAND,
        "Command "
            + command
            + " not found; finished ones are forgotten with the journal's retention");
  }
}
