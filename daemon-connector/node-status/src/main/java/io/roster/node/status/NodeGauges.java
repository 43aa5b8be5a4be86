/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.status;

import io.prometheus.metrics.core.metrics.Gauge;
import io.roster.node.NodeReport;
import io.roster.node.inventory.Memory;

/** What is read from the node's report when somebody asks for the metrics. */
final class NodeGauges {

  private static final Gauge READY =
      Gauge.builder().name("roster_node_ready").help("1 while /health/ready is UP").register();
  private static final Gauge REPLICAS =
      Gauge.builder()
          .name("roster_node_replicas")
          .help("replicas that this node holds")
          .labelNames("memory")
          .register();
  private static final Gauge CAPACITY =
      Gauge.builder()
          .name("roster_node_memory_capacity_bytes")
          .help("what replicas may take")
          .labelNames("memory", "device")
          .register();
  private static final Gauge USED =
      Gauge.builder()
          .name("roster_node_memory_used_bytes")
          .help("what replicas take")
          .labelNames("memory", "device")
          .register();
  private static final Gauge EVENTS =
      Gauge.builder()
          .name("roster_node_daemon_events")
          .help("events of the GPU daemon since the node started")
          .labelNames("kind")
          .register();

  private NodeGauges() {}

  static void set(NodeReport report) {
    READY.set(report.isReady() ? 1 : 0);
    for (Memory memory : Memory.values()) {
      long count =
          report.replicas().stream().filter(each -> each.place().memory() == memory).count();
      REPLICAS.labelValues(memory.name()).set(count);
    }
    report
        .memories()
        .forEach(
            state -> {
              String device = String.valueOf(state.device());
              CAPACITY.labelValues(state.memory().name(), device).set(state.capacityBytes());
              USED.labelValues(state.memory().name(), device).set(state.usedBytes());
            });
    EVENTS.labelValues("loaded").set(report.events().loaded());
    EVENTS.labelValues("unloaded").set(report.events().unloaded());
    EVENTS.labelValues("evicted").set(report.events().evicted());
    EVENTS.labelValues("failed").set(report.events().failed());
  }
}
