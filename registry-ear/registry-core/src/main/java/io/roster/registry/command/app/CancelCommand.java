/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.command.Command;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.UnknownCommand;
import io.roster.registry.command.model.CommandRepository;
import io.roster.registry.command.model.StoredCommand;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;

/** Withdraws a command that is not finished. */
@ApplicationScoped
public class CancelCommand {

  private CommandRepository commands;
  private CommandLog log;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public CancelCommand() {}

  @Inject
  public CancelCommand(CommandRepository commands, CommandLog log) {
    this.commands = commands;
    this.log = log;
  }

  /** Runs inside one transaction. */
  Command run(UUID id, String reason, Actor actor) {
    StoredCommand command = commands.find(id).orElseThrow(() -> new UnknownCommand(id.toString()));
    Instant now = commands.now();
    return log.step(command, actor, open -> open.finish(CommandState.CANCELLED, reason, now));
  }
}
