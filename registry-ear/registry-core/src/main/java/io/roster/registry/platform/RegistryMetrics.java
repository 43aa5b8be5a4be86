/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;

/** What the core counts. Names and labels are a contract; labels come from closed sets. */
public final class RegistryMetrics {

  private static volatile IntSupplier activeWorkers = () -> 0;
  private static volatile IntSupplier pendingHeartbeats = () -> 0;
  private static final Counter FLUSHED =
      Counter.builder()
          .name("tc_worker_heartbeat_flush_updates_total")
          .help("Heartbeats by what became of them.")
          .labelNames("result")
          .register();

  private static final Counter CONFLICTS =
      Counter.builder()
          .name("tc_control_plane_conflicts_total")
          .help("Transactions that met another change and ran again, by what they did.")
          .labelNames("scope")
          .register();
  private static final Histogram FLUSHED_TOGETHER =
      Histogram.builder()
          .name("tc_worker_heartbeat_flush_batch_size")
          .help("Heartbeats that were written with one statement.")
          .classicOnly()
          .classicUpperBounds(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
          .register();

  static {
    GaugeWithCallback.builder()
        .name("tc_active_workers")
        .help("Workers that are registered and not expired.")
        .callback(gauge -> gauge.call(activeWorkers.getAsInt()))
        .register(PrometheusRegistry.defaultRegistry);
    GaugeWithCallback.builder()
        .name("tc_worker_heartbeat_buffer_pending")
        .help("Workers whose latest heartbeat waits in memory to be written.")
        .callback(gauge -> gauge.call(pendingHeartbeats.getAsInt()))
        .register(PrometheusRegistry.defaultRegistry);
  }

  private RegistryMetrics() {}

  /** Where the gauges look. */
  public static void watch(IntSupplier active, IntSupplier pending) {
    activeWorkers = active;
    pendingHeartbeats = pending;
  }

  /** A transaction met another change; the operation is a word of ours, never of a caller. */
  public static void conflicted(String operation) {
    CONFLICTS.labelValues(operation).inc();
  }

  public static void heartbeatsFlushed(int written, int dropped) {
    FLUSHED_TOGETHER.observe(written + dropped);
    FLUSHED.labelValues("batched").inc(written);
    FLUSHED.labelValues("dropped").inc(dropped);
  }
}
