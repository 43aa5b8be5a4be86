/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.model;

import io.roster.registry.command.Command;
import io.roster.registry.command.CommandPage;
import io.roster.registry.command.CommandQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads commands as they are committed; {@code DatabaseAway} when the database does not answer. */
public interface CommandPictures {

  /** All that are open. */
  List<Command> open();

  Optional<Command> find(UUID id);

  CommandPage list(CommandQuery query);
}
