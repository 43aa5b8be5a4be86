/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.util.function.IntSupplier;

/** Counts daemons that come and go. */
public final class FlapMetrics {

  private static volatile IntSupplier keptOut = () -> 0;

  private static final Counter QUARANTINES =
      Counter.builder()
          .name("roster_worker_quarantines_total")
          .help("How often a daemon was kept out for coming and going too often.")
          .register();

  private static final Counter REFUSED =
      Counter.builder()
          .name("roster_worker_registrations_refused_total")
          .help("Registrations that were refused because the daemon is kept out.")
          .register();

  static {
    GaugeWithCallback.builder()
        .name("roster_workers_quarantined")
        .help("Daemons that are kept out now for coming and going too often.")
        .callback(gauge -> gauge.call(keptOut.getAsInt()))
        .register();
  }

  private FlapMetrics() {}

  /** Where the gauge looks. */
  public static void watch(IntSupplier size) {
    keptOut = size;
  }

  static void quarantined() {
    QUARANTINES.inc();
  }

  static void refused() {
    REFUSED.inc();
  }
}
