/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.v1.Command;
import io.roster.v1.CommandKind;
import io.roster.v1.CommandState;
import java.util.Locale;

/** What becomes of a command, in words. */
final class Outcome {

  private Outcome() {}

  static boolean isOpen(Command command) {
    return switch (command.getState()) {
      case COMMAND_STATE_PENDING, COMMAND_STATE_DELIVERED, COMMAND_STATE_ACKNOWLEDGED -> true;
      default -> false;
    };
  }

  static boolean isDone(Command command) {
    return command.getState() == CommandState.COMMAND_STATE_DONE;
  }

  static String kind(CommandKind kind) {
    return words(kind.name(), "COMMAND_KIND_");
  }

  static String state(CommandState state) {
    return words(state.name(), "COMMAND_STATE_");
  }

  private static String words(String name, String prefix) {
    String word = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    return word.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Where it stands, with what there is to say about it. */
  static String told(Command command) {
    String detail = command.getDetail().isEmpty() ? "" : ": " + command.getDetail();
    return state(command.getState()) + detail;
  }
}
