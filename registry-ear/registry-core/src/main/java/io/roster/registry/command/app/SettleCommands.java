/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.command.model.CommandRepository;
import io.roster.registry.command.model.CommandRepository.Settled;
import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.model.LeaderJob;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Ends commands that came about without anybody saying so. */
@ApplicationScoped
public class SettleCommands implements LeaderJob {

  private static final int MOST_AT_ONCE = 500;
  private static final Actor SETTLING = Actor.system("command-progress");

  private CommandRepository commands;
  private CommandLog log;
  private OpenCommands open;
  private Leadership leadership;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SettleCommands() {}

  @Inject
  public SettleCommands(
      CommandRepository commands, CommandLog log, OpenCommands open, Leadership leadership) {
    this.commands = commands;
    this.log = log;
    this.open = open;
    this.leadership = leadership;
  }

  @Override
  public String name() {
    return "command-progress";
  }

  @Override
  public Duration interval() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void run() {
    // Usually there is none, and then nobody has to ask the database.
    while (open.size() > 0 && leadership.change(name(), this::settle) == MOST_AT_ONCE) {
      // More may be settled.
    }
  }

  private int settle() {
    List<Settled> settled = commands.settled(MOST_AT_ONCE);
    Instant now = commands.now();
    for (Settled one : settled) {
      commands
          .find(one.command())
          .ifPresent(
              command ->
                  log.step(command, SETTLING, still -> still.finish(one.end(), one.detail(), now)));
    }
    return settled.size();
  }
}
