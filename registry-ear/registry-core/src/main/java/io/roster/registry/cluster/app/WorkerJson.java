/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.model.Liveness;
import io.roster.registry.cluster.model.ReconcileCursor;
import io.roster.registry.cluster.model.SilenceExpiry;
import io.roster.registry.cluster.model.Worker;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/**
 * A worker's state as the journal keeps it. Unsigned numbers are written as text, since JSON
 * readers lose their ends.
 */
final class WorkerJson {

  private WorkerJson() {}

  static JsonObject of(Worker worker) {
    return builder(worker).build();
  }

  static JsonObject of(Worker worker, Liveness liveness, ReconcileCursor cursor) {
    return builder(worker)
        .add("capability_flags", Long.toUnsignedString(liveness.capabilityFlags()))
        .add("generation", cursor.generation())
        .add("state_version", Long.toUnsignedString(cursor.stateVersion()))
        .build();
  }

  static JsonObject of(SilenceExpiry.Expired expired) {
    return Json.createObjectBuilder()
        .add("daemon_id", expired.daemonId())
        .add("active", false)
        .add("last_heartbeat", expired.lastHeartbeat())
        .add("replicas_unavailable", expired.replicas())
        .build();
  }

  private static JsonObjectBuilder builder(Worker worker) {
    return Json.createObjectBuilder()
        .add("daemon_id", worker.daemonId())
        .add("node_id", worker.nodeId())
        .add("node_address", worker.nodeAddress())
        .add("grpc_port", worker.grpcPort())
        .add("p2p_port", worker.p2pPort())
        .add("pool_total_bytes", Long.toUnsignedString(worker.poolTotalBytes()))
        .add("active", worker.isActive());
  }
}
