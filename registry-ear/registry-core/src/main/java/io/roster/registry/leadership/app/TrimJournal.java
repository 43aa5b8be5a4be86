/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.app;

import io.roster.registry.journal.model.JournalRetention;
import io.roster.registry.leadership.model.LeaderJob;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the journal as long as configured. A few entries at a time, since whoever changes something
 * waits while the journal's beginning is moved. Whoever follows and is overtaken is told to read
 * the state anew.
 */
@ApplicationScoped
public class TrimJournal implements LeaderJob {

  static final int MOST_AT_ONCE = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(TrimJournal.class);

  private JournalRetention retention;
  private Leadership leadership;
  private Duration kept;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public TrimJournal() {}

  @Inject
  public TrimJournal(JournalRetention retention, Leadership leadership, Settings settings) {
    this(retention, leadership, settings.get(RegistrySettings.JOURNAL_RETENTION));
  }

  TrimJournal(JournalRetention retention, Leadership leadership, Duration kept) {
    this.retention = retention;
    this.leadership = leadership;
    this.kept = kept;
  }

  @Override
  public String name() {
    return "journal-retention";
  }

  @Override
  public Duration interval() {
    return Duration.ofSeconds(10);
  }

  @Override
  public void run() {
    int trimmed;
    long all = 0;
    do {
      trimmed = leadership.change(name(), () -> retention.trim(kept, MOST_AT_ONCE));
      all += trimmed;
    } while (trimmed == MOST_AT_ONCE);
    if (all > 0) {
      LOG.debug("journal_trimmed entries={} older_than={}", all, kept);
    }
  }
}
