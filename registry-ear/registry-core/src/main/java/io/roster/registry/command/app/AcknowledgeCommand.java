/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.command.Command;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.NodeCommands.Acknowledgement;
import io.roster.registry.command.NodeCommands.Outcome;
import io.roster.registry.command.UnknownCommand;
import io.roster.registry.command.model.CommandRepository;
import io.roster.registry.command.model.StoredCommand;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Takes note of what a node says of a command. */
@ApplicationScoped
public class AcknowledgeCommand {

  private CommandRepository commands;
  private CommandLog log;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public AcknowledgeCommand() {}

  @Inject
  public AcknowledgeCommand(CommandRepository commands, CommandLog log) {
    this.commands = commands;
    this.log = log;
  }

  static void validate(Acknowledgement said) {
    Names.require("worker_id", said.worker().value());
    Names.require("daemon_id", said.daemonId());
    if (said.outcome() == Outcome.FAILED && said.detail().isBlank()) {
      throw new InvalidRequest("detail", "is required of a command that failed: say why");
    }
  }

  /** Runs inside one transaction. */
  Command run(Acknowledgement said) {
    StoredCommand command =
        commands
            .find(said.command())
            .filter(found -> found.isFor(said.worker()))
            .orElseThrow(() -> new UnknownCommand(said.command().toString()));
    Instant now = commands.now();
    return log.step(
        command,
        Actor.daemon(said.daemonId()),
        open ->
            switch (said.outcome()) {
              case ACCEPTED -> open.accept(said.detail(), now);
              case DONE -> open.finish(CommandState.DONE, said.detail(), now);
              case FAILED -> open.finish(CommandState.FAILED, said.detail(), now);
            });
  }
}
