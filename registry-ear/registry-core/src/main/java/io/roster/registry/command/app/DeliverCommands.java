/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.command.Command;
import io.roster.registry.command.NodeCommands;
import io.roster.registry.command.NodeCommands.Taker;
import io.roster.registry.command.model.CommandRepository;
import io.roster.registry.command.model.DeliveryPolicy;
import io.roster.registry.command.model.StoredCommand;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** Gives a node what waits for it, and notes that it was given. */
@ApplicationScoped
public class DeliverCommands {

  private CommandRepository commands;
  private CommandLog log;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public DeliverCommands() {}

  @Inject
  public DeliverCommands(CommandRepository commands, CommandLog log) {
    this.commands = commands;
    this.log = log;
  }

  /** Runs inside one transaction. */
  List<Command> run(Taker taker) {
    Instant now = commands.now();
    Actor node = Actor.daemon(taker.daemonId());
    List<StoredCommand> due =
        commands.openOf(taker.worker()).stream()
            .filter(open -> taker.restarted() || DeliveryPolicy.isDue(open.view(), now))
            .limit(NodeCommands.MOST_AT_ONCE)
            .toList();
    due.forEach(command -> log.delivered(command, node, now));
    return due.stream().map(StoredCommand::view).toList();
  }
}
