/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.command.Command;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.model.StoredCommand;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves commands on, and tells the journal of each step with the command's whole state. */
@ApplicationScoped
public class CommandLog {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public CommandLog() {}

  @Inject
  public CommandLog(Journal journal) {
    this.journal = journal;
  }

  /** A command was written down. */
  void requested(StoredCommand stored, Actor actor) {
    tell(stored.view(), actor, "command.requested", JsonValue.NULL);
  }

  /** A node is given a command. */
  void delivered(StoredCommand stored, Actor actor, java.time.Instant now) {
    JsonObject before = CommandJson.of(stored.view());
    stored.deliver(now);
    tell(stored.view(), actor, "command.delivered", before);
  }

  /** Makes a step; when the command was finished before, it stays as it is and nothing is told. */
  Command step(StoredCommand stored, Actor actor, Predicate<StoredCommand> step) {
    JsonObject before = CommandJson.of(stored.view());
    if (step.test(stored)) {
      CommandState state = stored.view().state();
      tell(stored.view(), actor, "command." + state.name().toLowerCase(Locale.ROOT), before);
    }
    return stored.view();
  }

  private void tell(Command command, Actor actor, String kind, JsonValue before) {
    journal.append(actor, kind, command.id().toString(), before, CommandJson.of(command));
    LOG.debug(
        "{} command={} order={} target={} actor={}",
        kind,
        command.id(),
        command.kind(),
        command.order().target(),
        actor.name());
  }
}
