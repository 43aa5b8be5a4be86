/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;

/** The agent's metrics. */
public final class AgentMetrics {

  public static final Counter HEARTBEATS =
      counter("tc_daemon_ha_heartbeat_success", "heartbeats that the registry answered");
  public static final Counter HEARTBEAT_FAILURES =
      counter(
          "tc_daemon_ha_heartbeat_failure", "heartbeats and registrations that were not answered");
  public static final Counter SYNCS =
      counter("tc_daemon_ha_sync_success", "reconciles in which registry and node agreed");
  public static final Counter SYNC_FAILURES =
      counter("tc_daemon_ha_sync_failure", "reconciles that failed or were refused");
  public static final Counter SYNCS_JOINED =
      counter(
          "tc_daemon_ha_reconcile_enqueue_suppressed",
          "requests for a reconcile that joined one that waited already");
  public static final Gauge OUTAGE =
      Gauge.builder()
          .name("tc_daemon_ha_outage_mode_active")
          .help("1 while no coordinator answers")
          .register();
  public static final Histogram RECONNECT =
      Histogram.builder()
          .name("tc_daemon_ha_reconnect_latency_ms")
          .help("how long it took from the loss of the registry to the next agreed inventory")
          .classicUpperBounds(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
          .register();
  public static final Counter TOGGLES_FAILED =
      counter(
          "tc_remote_access_toggle_failed", "replicas whose remote access could not be changed");
  public static final Counter CHUNKS_FAILED =
      counter(
          "tc_chunk_states_batch_update_failed",
          "reports of chunk states that failed and are sent again");

  public static final Gauge REGISTERED =
      Gauge.builder()
          .name("roster_node_registered")
          .help("1 while the node is registered and its heartbeats are answered")
          .register();
  public static final Gauge RECONCILED =
      Gauge.builder()
          .name("roster_node_reconciled")
          .help("1 once registry and node agreed on the inventory since the last registration")
          .register();
  public static final Gauge RETIRING =
      Gauge.builder()
          .name("roster_node_retiring_replicas")
          .help("replicas that wait to be given up, because they are pinned or in use")
          .register();
  public static final Counter TRANSFERS =
      Counter.builder()
          .name("roster_node_transfers")
          .help("artifacts fetched from other nodes, by result")
          .labelNames("result")
          .register();
  public static final Counter TRANSFER_BYTES =
      counter("roster_node_transfer_bytes", "bytes fetched from other nodes");
  public static final Gauge OPEN_COMPLETIONS =
      Gauge.builder()
          .name("roster_node_open_completions")
          .help("transports whose end the registry has not heard of yet")
          .register();
  public static final Counter COMMANDS =
      Counter.builder()
          .name("roster_node_commands")
          .help("operators' commands, by kind and result")
          .labelNames("kind", "result")
          .register();
  public static final Counter CALLS =
      Counter.builder()
          .name("roster_node_calls")
          .help("calls of the node's own service, by method and code")
          .labelNames("method", "code")
          .register();

  private AgentMetrics() {}

  private static Counter counter(String name, String help) {
    return Counter.builder().name(name).help(help).register();
  }
}
