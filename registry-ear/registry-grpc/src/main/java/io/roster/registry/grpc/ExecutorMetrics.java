/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is counted of the threads that serve calls which may wait. */
final class ExecutorMetrics {

  private static final Counter SHED =
      Counter.builder()
          .name("roster_shed_requests_total")
          .help("Calls that were refused at once because too many waited.")
          .labelNames("method")
          .register();

  private static volatile @Nullable ThreadPoolExecutor pool;

  static {
    gauge("max_threads", "Threads at most.", ThreadPoolExecutor::getMaximumPoolSize);
    gauge("live_threads", "Threads that exist.", ThreadPoolExecutor::getPoolSize);
    gauge("busy_threads", "Threads that serve a call now.", ThreadPoolExecutor::getActiveCount);
    gauge(
        "idle_threads",
        "Threads that exist and serve nothing.",
        threads -> threads.getPoolSize() - threads.getActiveCount());
    gauge("queue_depth", "Calls that wait for a thread.", threads -> threads.getQueue().size());
  }

  private ExecutorMetrics() {}

  private static void gauge(String what, String help, ToDoubleFunction<ThreadPoolExecutor> value) {
    GaugeWithCallback.builder()
        .name("tc_control_plane_executor_" + what)
        .help(help)
        .callback(
            gauge -> {
              ThreadPoolExecutor watched = pool;
              gauge.call(watched == null ? 0 : value.applyAsDouble(watched));
            })
        .register(PrometheusRegistry.defaultRegistry);
  }

  /** Where the gauges look. */
  static void watch(ThreadPoolExecutor threads) {
    pool = threads;
  }

  static void shed(String method) {
    SHED.labelValues(method).inc();
  }
}
