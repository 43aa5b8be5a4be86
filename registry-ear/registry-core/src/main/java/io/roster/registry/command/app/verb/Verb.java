/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.Aim;
import io.roster.registry.platform.Actor;
import java.util.Optional;
import java.util.Set;

/** What a kind of command means. Everything runs inside the transaction of the request. */
public interface Verb {

  /** The kinds it is for. */
  Set<CommandKind> kinds();

  /**
   * Finds the target and locks it, so that it stays as it is until the command is written down.
   * Whatever it does is undone when the command is refused afterwards.
   */
  Aim aim(Order order);

  /**
   * Does what is ordered.
   *
   * @return what was done, a sentence that may be empty; nothing when somebody else has to do it
   */
  default Optional<String> carryOut(Order order, Actor actor) {
    return Optional.empty();
  }
}
