/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;

/**
 * What is counted of reconciling. Names and labels are a contract; labels come from closed sets.
 */
final class ReconcileMetrics {

  private static final Counter SYNCS =
      Counter.builder()
          .name("tc_state_sync_total")
          .help("Inventories that were compared, by whether that led to an outcome.")
          .labelNames("result")
          .register();
  private static final Histogram SECONDS =
      Histogram.builder()
          .name("tc_state_sync_seconds")
          .help("Time from a request to its committed outcome.")
          .classicOnly()
          .classicUpperBounds(.01, .05, .1, .25, .5, 1, 2, 5, 10)
          .register();
  private static final Counter RESULTS =
      Counter.builder()
          .name("tc_reconcile_result_total")
          .help("Requests to reconcile by their outcome.")
          .labelNames("result_kind")
          .register();
  private static final Counter RETRIES =
      Counter.builder()
          .name("tc_reconcile_retry_later_total")
          .help("Requests to reconcile that were told to come later, by why.")
          .labelNames("reason")
          .register();

  private ReconcileMetrics() {}

  static void took(long nanos) {
    SECONDS.observe(nanos / 1e9);
  }

  static void succeeded(String result) {
    SYNCS.labelValues("success").inc();
    RESULTS.labelValues(result).inc();
  }

  static void failed() {
    SYNCS.labelValues("error").inc();
    RESULTS.labelValues("FATAL").inc();
  }

  static void later(String reason) {
    RETRIES.labelValues(reason).inc();
  }
}
