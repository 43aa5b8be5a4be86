/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.roster.registry.journal.JournalPosition;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** How far this coordinator has followed the journal, and how many follow it here. */
public final class JournalMetrics {

  private static volatile @Nullable JournalPosition position;
  private static volatile IntSupplier watchers = () -> 0;

  static {
    gauge(
        "roster_revision",
        "The newest revision that this coordinator's memory shows.",
        () -> position == null ? 0 : position.revision());
    gauge(
        "roster_epoch",
        "The newest leadership that this coordinator has heard of.",
        () -> position == null ? 0 : position.epoch());
    gauge(
        "roster_journal_lag_seconds",
        "Time since this coordinator last knew that there is nothing newer than its memory.",
        () -> position == null ? 0 : position.age().toNanos() / 1e9);
    gauge(
        "roster_watchers", "Watches that this coordinator serves now.", () -> watchers.getAsInt());
  }

  private JournalMetrics() {}

  private static void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(gauge -> gauge.call(value.getAsDouble()))
        .register();
  }

  /** Where the gauges look. */
  public static void watch(JournalPosition follower, IntSupplier openWatches) {
    position = follower;
    watchers = openWatches;
  }
}
