/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback.Callback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** How many of the fleet can do what. Capabilities are bits; there are no more than 64. */
public final class CapabilityMetrics {

  private static final Map<String, Scope> SCOPES = new ConcurrentHashMap<>();

  /**
   * A part of the fleet.
   *
   * @param names of the bits from 1 on; others are called by their number
   * @param flags the capabilities of each member
   */
  private record Scope(List<String> names, Supplier<LongStream> flags) {

    void tell(String scope, Callback gauge) {
      long[] counts = new long[Long.SIZE];
      flags
          .get()
          .forEach(
              each -> {
                for (long left = each; left != 0; left &= left - 1) {
                  counts[Long.numberOfTrailingZeros(left)]++;
                }
              });
      for (int bit = 0; bit < Long.SIZE; bit++) {
        boolean named = bit >= 1 && bit <= names.size();
        if (named || counts[bit] > 0) {
          gauge.call(counts[bit], scope, named ? names.get(bit - 1) : "bit_" + bit);
        }
      }
    }
  }

  static {
    GaugeWithCallback.builder()
        .name("tc_capability_directory_entries")
        .help("Workers and instances by what they can do.")
        .labelNames("scope", "capability")
        .callback(gauge -> SCOPES.forEach((name, scope) -> scope.tell(name, gauge)))
        .register(PrometheusRegistry.defaultRegistry);
  }

  private CapabilityMetrics() {}

  /** Where the gauge looks for workers. */
  public static void watchWorkers(Supplier<LongStream> flags) {
    SCOPES.put(
        "worker",
        new Scope(
            List.of(
                "queue_broker_enabled",
                "retention_handles_enabled",
                "capability_tokens_v2_enabled",
                "gateway_ingress_enabled",
                "shard_home_eligible"),
            flags));
  }

  /** Where the gauge looks for instances. */
  public static void watchInstances(Supplier<LongStream> flags) {
    SCOPES.put(
        "instance", new Scope(List.of("execution_signals_enabled", "node_agent_enabled"), flags));
  }
}
