/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.app;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.util.function.BooleanSupplier;

/** Whether this coordinator leads. */
public final class LeadershipMetrics {

  private static volatile BooleanSupplier leads = () -> false;

  static {
    GaugeWithCallback.builder()
        .name("roster_leader")
        .help("1 on the coordinator that leads, 0 on the others.")
        .callback(gauge -> gauge.call(leads.getAsBoolean() ? 1 : 0))
        .register();
  }

  private LeadershipMetrics() {}

  /** Where the gauge looks. */
  public static void watch(BooleanSupplier leading) {
    leads = leading;
  }
}
