/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.command.CommandQuery.Place;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list of commands.
 *
 * @param next where the next page begins; empty when there is none
 */
public record CommandPage(List<Command> commands, Optional<Place> next) {

  public CommandPage {
    commands = List.copyOf(commands);
  }
}
