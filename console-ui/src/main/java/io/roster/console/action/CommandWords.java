/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandState;
import java.util.Locale;

/** How the console speaks of commands. */
public final class CommandWords {

  private CommandWords() {}

  /** Verb and object: {@code Resync worker w-12}. */
  public static String title(Command command) {
    String target = command.order().target();
    return switch (command.kind()) {
      case REQUEST_RESYNC -> "Resync worker " + target;
      case DRAIN_WORKER -> "Drain worker " + target;
      case RESUME_WORKER -> "Resume worker " + target;
      case EVICT_REPLICA -> "Evict replica " + target;
      case PREFETCH_ARTIFACT -> "Prefetch to worker " + target;
      case MARK_REPLICA_UNAVAILABLE -> "Mark replica " + target + " unavailable";
      case FORCE_UNREGISTER -> "Unregister worker " + target;
      case CANCEL_TRANSPORT -> "Cancel transport " + target;
      case SWAP_KEY -> "Swap key " + target;
      case REVOKE_KEY -> "Revoke key " + target;
      case RELEASE_LEASE -> "Release the lease of shard " + target;
      case HAND_OVER_LEADERSHIP -> "Hand over the leadership";
    };
  }

  public static String word(CommandKind kind) {
    return lower(kind.name()).replace('_', ' ');
  }

  public static String word(CommandState state) {
    return state == CommandState.PENDING ? "requested" : lower(state.name());
  }

  static boolean succeeded(Command command) {
    return command.state() == CommandState.DONE;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
