/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.command.model.CommandRepository;
import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.model.LeaderJob;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets finished commands, and with them their keys, as long after as the journal does. */
@ApplicationScoped
public class ForgetCommands implements LeaderJob {

  private static final int MOST_AT_ONCE = 1_000;

  private CommandRepository commands;
  private Leadership leadership;
  private Duration kept;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ForgetCommands() {}

  @Inject
  public ForgetCommands(CommandRepository commands, Leadership leadership, Settings settings) {
    this(commands, leadership, settings.get(RegistrySettings.JOURNAL_RETENTION));
  }

  ForgetCommands(CommandRepository commands, Leadership leadership, Duration kept) {
    this.commands = commands;
    this.leadership = leadership;
    this.kept = kept;
  }

  @Override
  public String name() {
    return "command-retention";
  }

  @Override
  public Duration interval() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void run() {
    int forgotten;
    do {
      forgotten = leadership.change(name(), () -> commands.forget(kept, MOST_AT_ONCE));
    } while (forgotten == MOST_AT_ONCE);
  }
}
