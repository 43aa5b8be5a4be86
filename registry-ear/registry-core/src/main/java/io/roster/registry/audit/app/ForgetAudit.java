/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit.app;

import io.roster.registry.audit.model.AuditLog;
import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.model.LeaderJob;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Keeps audit records as long as configured. */
@ApplicationScoped
public class ForgetAudit implements LeaderJob {

  static final int MOST_AT_ONCE = 5_000;

  private AuditLog log;
  private Leadership leadership;
  private Duration kept;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ForgetAudit() {}

  @Inject
  public ForgetAudit(AuditLog log, Leadership leadership, Settings settings) {
    this(log, leadership, settings.get(RegistrySettings.AUDIT_RETENTION));
  }

  ForgetAudit(AuditLog log, Leadership leadership, Duration kept) {
    this.log = log;
    this.leadership = leadership;
    this.kept = kept;
  }

  @Override
  public String name() {
    return "audit-retention";
  }

  @Override
  public Duration interval() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void run() {
    int forgotten;
    do {
      forgotten = leadership.change(name(), () -> log.forget(kept, MOST_AT_ONCE));
    } while (forgotten == MOST_AT_ONCE);
  }
}
