/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roster.registry.replica.MemoryType;
import java.util.function.ToIntFunction;

/** What is counted of replicas. Names and labels are a contract; labels come from closed sets. */
public final class ReplicaMetrics {

  private static volatile ToIntFunction<MemoryType> known = type -> 0;

  private static final Counter REGISTERED =
      Counter.builder()
          .name("tc_replica_register_total")
          .help("Replicas that were registered, by their worker or by a reconcile.")
          .labelNames("memory_type")
          .register();

  private static final Counter UNREGISTERED =
      Counter.builder()
          .name("tc_replica_unregister_total")
          .help("Replicas that were removed, by their worker or by a reconcile.")
          .labelNames("memory_type")
          .register();

  private static final Counter REPLAYED =
      Counter.builder()
          .name("tc_control_plane_idempotency_replay_total")
          .help("Requests whose id was known: answered as before, or refused as another request.")
          .labelNames("operation_kind", "result")
          .register();

  static {
    // The name is a contract, and the library lets only counters end like this.
    CounterWithCallback.builder()
        .name("tc_replicas_total")
        .help("Replicas that are registered.")
        .callback(
            counter -> {
              int all = 0;
              for (MemoryType type : MemoryType.values()) {
                all += known.applyAsInt(type);
              }
              counter.call(all);
            })
        .register(PrometheusRegistry.defaultRegistry);
    GaugeWithCallback.builder()
        .name("tc_replicas_per_memtype")
        .help("Replicas that are registered, by where they lie.")
        .labelNames("memory_type")
        .callback(
            gauge -> {
              for (MemoryType type : MemoryType.values()) {
                gauge.call(known.applyAsInt(type), type.name());
              }
            })
        .register(PrometheusRegistry.defaultRegistry);
  }

  private ReplicaMetrics() {}

  /** Where the gauges look. */
  public static void watch(ToIntFunction<MemoryType> counted) {
    known = counted;
  }

  public static void registered(MemoryType type) {
    REGISTERED.labelValues(type.name()).inc();
  }

  public static void unregistered(MemoryType type) {
    UNREGISTERED.labelValues(type.name()).inc();
  }

  public static void repeated() {
    REPLAYED.labelValues(RegisterReplicas.OPERATION, "hit").inc();
  }

  public static void idReused() {
    REPLAYED.labelValues(RegisterReplicas.OPERATION, "payload_conflict").inc();
  }
}
