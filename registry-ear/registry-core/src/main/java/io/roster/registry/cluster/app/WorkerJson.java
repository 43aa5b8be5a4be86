/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.cluster.model.Liveness;
import io.roster.registry.cluster.model.ReconcileCursor;
import io.roster.registry.cluster.model.SilenceExpiry;
import io.roster.registry.cluster.model.Worker;
import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;

/**
 * A worker's state as the journal keeps it. Unsigned numbers are written as text, since JSON
 * readers lose their ends.
 */
public final class WorkerJson {

  private WorkerJson() {}

  static JsonObject of(Worker worker) {
    return builder(worker).build();
  }

  static JsonObject of(Worker worker, Liveness liveness, ReconcileCursor cursor) {
    return builder(worker)
        .add("registered_at", worker.registeredAt().toString())
        .add("draining", worker.isDraining())
        .add("last_heartbeat", liveness.lastHeartbeat().toString())
        .add("pool_available_bytes", Long.toUnsignedString(liveness.poolAvailableBytes()))
        .add("accepting", liveness.isAccepting())
        .add("capability_flags", Long.toUnsignedString(liveness.capabilityFlags()))
        .add("generation", Long.toUnsignedString(cursor.generation()))
        .add("state_version", Long.toUnsignedString(cursor.stateVersion()))
        .add("state_checksum", cursor.stateChecksum())
        .build();
  }

  /** The same, of a worker that was read for a list. */
  public static JsonObject of(KnownWorker known, boolean active, long generation) {
    WorkerView view = known.view();
    return JsonValues.object()
        .add("daemon_id", view.daemonId())
        .add("node_id", view.nodeId())
        .add("node_address", view.nodeAddress())
        .add("grpc_port", view.grpcPort())
        .add("p2p_port", view.p2pPort())
        .add("pool_total_bytes", Long.toUnsignedString(view.poolTotalBytes()))
        .add("active", active)
        .add("registered_at", view.registeredAt().toString())
        .add("draining", known.draining())
        .add("last_heartbeat", view.lastHeartbeat().toString())
        .add("pool_available_bytes", Long.toUnsignedString(view.poolAvailableBytes()))
        .add("accepting", view.accepting())
        .add("capability_flags", Long.toUnsignedString(view.capabilityFlags()))
        .add("generation", Long.toUnsignedString(generation))
        .add("state_version", Long.toUnsignedString(view.stateVersion()))
        .add("state_checksum", known.checksum())
        .build();
  }

  /** A worker whose replicas another one took over. */
  static JsonObject succeeded(Worker worker, WorkerId successor) {
    return builder(worker).add("successor", successor.value()).build();
  }

  /** What a reconcile agreed on. */
  public static JsonObject of(ReconcileCursor cursor) {
    return JsonValues.object()
        .add("generation", Long.toUnsignedString(cursor.generation()))
        .add("request_seq", Long.toUnsignedString(cursor.requestSeq()))
        .add("state_version", Long.toUnsignedString(cursor.stateVersion()))
        .add("state_checksum", cursor.stateChecksum())
        .build();
  }

  static JsonObject of(SilenceExpiry.Expired expired) {
    return JsonValues.object()
        .add("daemon_id", expired.daemonId())
        .add("active", false)
        .add("last_heartbeat", expired.lastHeartbeat())
        .add("replicas_unavailable", expired.replicas())
        .build();
  }

  /** Reads a registered worker. */
  static KnownWorker known(WorkerId worker, JsonObject state) {
    WorkerView view =
        new WorkerView(
            worker,
            state.getString("daemon_id"),
            state.getString("node_id"),
            state.getString("node_address"),
            state.getInt("grpc_port"),
            state.getInt("p2p_port"),
            unsigned(state, "pool_total_bytes"),
            unsigned(state, "pool_available_bytes"),
            state.getBoolean("accepting"),
            unsigned(state, "capability_flags"),
            unsigned(state, "state_version"),
            Instant.parse(state.getString("registered_at")),
            Instant.parse(state.getString("last_heartbeat")),
            ConnectionState.CONNECTED);
    return new KnownWorker(
        view, state.getString("state_checksum"), state.getBoolean("draining", false), false);
  }

  private static long unsigned(JsonObject state, String name) {
    return Long.parseUnsignedLong(state.getString(name));
  }

  private static JsonObjectBuilder builder(Worker worker) {
    return JsonValues.object()
        .add("daemon_id", worker.daemonId())
        .add("node_id", worker.nodeId())
        .add("node_address", worker.nodeAddress())
        .add("grpc_port", worker.grpcPort())
        .add("p2p_port", worker.p2pPort())
        .add("pool_total_bytes", Long.toUnsignedString(worker.poolTotalBytes()))
        .add("active", worker.isActive());
  }
}
