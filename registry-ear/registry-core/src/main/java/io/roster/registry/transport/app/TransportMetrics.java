/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roster.registry.transport.model.Obstacle;
import java.time.Duration;
import java.util.function.IntSupplier;

/** What is counted of transports. */
public final class TransportMetrics {

  /** What became of a request. */
  enum Status {
    SUCCESS("success"),
    TIMEOUT("timeout"),
    NOT_FOUND("not_found"),
    ERROR("error");

    private final String label;

    Status(String label) {
      this.label = label;
    }
  }

  private static volatile IntSupplier active = () -> 0;
  private static volatile IntSupplier waiting = () -> 0;

  private static final Counter REQUESTS =
      Counter.builder()
          .name("tc_transport_requests_total")
          .help("Requests for a transport by what became of them.")
          .labelNames("status")
          .register();
  private static final Histogram WAIT =
      Histogram.builder()
          .name("tc_transport_wait_seconds")
          .help("Time from a request for a transport to its source, or to the end of its patience.")
          .classicOnly()
          .classicUpperBounds(0, .05, .1, .25, .5, 1, 2, 5, 10)
          .register();
  private static final Counter FILTERED =
      Counter.builder()
          .name("tc_transport_filter_total")
          .help("Replicas that could not be the source of a request that found none, by why not.")
          .labelNames("reason")
          .register();
  private static final Counter NO_EXPORTABLE =
      Counter.builder()
          .name("tc_transport_no_exportable_total")
          .help("Attempts for which no replica of the artifact was exportable at all.")
          .register();

  static {
    GaugeWithCallback.builder()
        .name("tc_active_transports")
        .help("Transports in progress, of all coordinators.")
        .callback(gauge -> gauge.call(active.getAsInt()))
        .register(PrometheusRegistry.defaultRegistry);
    GaugeWithCallback.builder()
        .name("roster_transport_waiting_requests")
        .help("Requests for a transport that wait on this coordinator.")
        .callback(gauge -> gauge.call(waiting.getAsInt()))
        .register(PrometheusRegistry.defaultRegistry);
  }

  private TransportMetrics() {}

  /** Where the gauges look. */
  static void watch(IntSupplier activeTransports, IntSupplier waitingRequests) {
    active = activeTransports;
    waiting = waitingRequests;
  }

  static void answered(Status status) {
    REQUESTS.labelValues(status.label).inc();
  }

  static void waited(Duration time) {
    WAIT.observe(time.toNanos() / 1e9);
  }

  static void filtered(Obstacle obstacle) {
    FILTERED.labelValues(obstacle.reason()).inc();
  }

  static void noneExportable() {
    NO_EXPORTABLE.inc();
  }
}
