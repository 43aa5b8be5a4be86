/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import java.util.Arrays;
import java.util.List;

/** How far a command has come. */
public enum CommandState {
  PENDING,
  /** Its node was given it. */
  DELIVERED,
  /** Its node is at it. */
  ACKNOWLEDGED,
  DONE,
  /** Its node cannot. */
  FAILED,
  /** The deadline passed before it was finished. */
  EXPIRED,
  /** It was withdrawn. */
  CANCELLED;

  /** Whether something may still become of it. */
  public boolean isOpen() {
    return compareTo(DONE) < 0;
  }

  /** All that are open. */
  public static List<CommandState> open() {
    return Arrays.stream(values()).filter(CommandState::isOpen).toList();
  }
}
