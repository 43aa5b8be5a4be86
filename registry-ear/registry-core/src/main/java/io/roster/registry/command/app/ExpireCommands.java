/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.command.CommandState;
import io.roster.registry.command.model.CommandRepository;
import io.roster.registry.command.model.StoredCommand;
import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.model.LeaderJob;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Ends commands whose deadline has passed. */
@ApplicationScoped
public class ExpireCommands implements LeaderJob {

  private static final int MOST_AT_ONCE = 500;
  private static final Actor EXPIRY = Actor.system("command-expiry");

  private CommandRepository commands;
  private CommandLog log;
  private OpenCommands open;
  private Leadership leadership;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ExpireCommands() {}

  @Inject
  public ExpireCommands(
      CommandRepository commands, CommandLog log, OpenCommands open, Leadership leadership) {
    this.commands = commands;
    this.log = log;
    this.open = open;
    this.leadership = leadership;
  }

  @Override
  public String name() {
    return "command-expiry";
  }

  @Override
  public Duration interval() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void run() {
    // Usually there is none, and then nobody has to ask the database.
    while (open.size() > 0 && leadership.change(name(), this::expire) == MOST_AT_ONCE) {
      // More may be overdue.
    }
  }

  private int expire() {
    List<StoredCommand> overdue = commands.overdue(MOST_AT_ONCE);
    Instant now = commands.now();
    for (StoredCommand command : overdue) {
      String detail = "not finished in time, it was " + command.view().state();
      log.step(command, EXPIRY, late -> late.finish(CommandState.EXPIRED, detail, now));
    }
    return overdue.size();
  }
}
