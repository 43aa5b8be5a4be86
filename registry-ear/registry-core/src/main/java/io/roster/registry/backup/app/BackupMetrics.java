/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.app;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;

/** What became of backups and restores at this coordinator. */
public final class BackupMetrics {

  private static final String DONE = "done";
  private static final String FAILED = "failed";
  private static final String REFUSED = "refused";

  private static final Counter BACKUPS =
      Counter.builder()
          .name("roster_backups_total")
          .help("Backups that were asked for here, by what became of them.")
          .labelNames("result")
          .register();
  private static final Counter RESTORES =
      Counter.builder()
          .name("roster_restores_total")
          .help("Backups that came here to be restored, by what became of them.")
          .labelNames("result")
          .register();
  private static final Gauge LAST =
      Gauge.builder()
          .name("roster_backup_last_timestamp_seconds")
          .help("When the last backup was finished here; 0 when none was since the start.")
          .register();

  private BackupMetrics() {}

  /** Shows them, before anything has happened. */
  public static void show() {
    BACKUPS.initLabelValues(DONE);
    BACKUPS.initLabelValues(FAILED);
    RESTORES.initLabelValues(DONE);
    RESTORES.initLabelValues(REFUSED);
    LAST.set(0);
  }

  static void backedUp() {
    BACKUPS.labelValues(DONE).inc();
    LAST.set(System.currentTimeMillis() / 1e3);
  }

  static void backupFailed() {
    BACKUPS.labelValues(FAILED).inc();
  }

  static void restored() {
    RESTORES.labelValues(DONE).inc();
  }

  static void restoreRefused() {
    RESTORES.labelValues(REFUSED).inc();
  }
}
