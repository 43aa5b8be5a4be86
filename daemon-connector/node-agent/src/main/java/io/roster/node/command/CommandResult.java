/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.command;

/**
 * What became of a command.
 *
 * @param detail a sentence; empty when there is nothing to say
 */
record CommandResult(boolean done, String detail) {

  static CommandResult ok() {
    return new CommandResult(true, "");
  }

  static CommandResult ok(String detail) {
    return new CommandResult(true, detail);
  }

  static CommandResult failed(String detail) {
    return new CommandResult(false, detail);
  }
}
