/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/**
 * What is counted of the way of changes. The names with "reducer" are the reference's for its
 * single-writer queues, whose place the lanes have.
 */
final class CommitMetrics {

  private static final Histogram TOGETHER =
      Histogram.builder()
          .name("roster_group_commit_changes")
          .help("Changes that shared a transaction.")
          .classicOnly()
          .classicUpperBounds(1, 2, 4, 8, 16, 32, 64, 128)
          .register();
  private static final Histogram WAITED =
      Histogram.builder()
          .name("tc_worker_control_reducer_queue_latency_seconds")
          .help("Time that a change waited for its transaction to begin.")
          .classicOnly()
          .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
          .register();
  private static final Counter DECIDED =
      Counter.builder()
          .name("tc_worker_control_reducer_intents_total")
          .help("Changes by lane, kind and what became of them.")
          .labelNames("shard", "kind", "result")
          .register();

  private static volatile List<CommitLane> lanes = List.of();

  static {
    GaugeWithCallback.builder()
        .name("tc_worker_control_reducer_queue_depth")
        .help("Changes that wait for their transaction, by lane.")
        .labelNames("shard")
        .callback(
            gauge -> {
              List<CommitLane> watched = lanes;
              for (int i = 0; i < watched.size(); i++) {
                gauge.call(watched.get(i).waiting(), Integer.toString(i));
              }
            })
        .register(PrometheusRegistry.defaultRegistry);
  }

  private CommitMetrics() {}

  /** Where the gauge looks. */
  static void watch(List<CommitLane> watched) {
    lanes = List.copyOf(watched);
  }

  static void together(int changes) {
    TOGETHER.observe(changes);
  }

  static void waited(long nanos) {
    WAITED.observe(nanos / 1e9);
  }

  static void decided(String lane, String operation, boolean committed) {
    DECIDED.labelValues(lane, operation, committed ? "committed" : "refused").inc();
  }
}
