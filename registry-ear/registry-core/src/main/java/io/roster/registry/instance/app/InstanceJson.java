/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.app;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.model.Labels;
import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonObject;
import java.time.Instant;

/** An instance's state as the journal keeps it. */
public final class InstanceJson {

  private InstanceJson() {}

  public static JsonObject of(InstanceView instance) {
    return JsonValues.object()
        .add("daemon_id", instance.daemonId())
        .add("worker_id", instance.workerId())
        .add("engine", instance.engine())
        .add("signals_endpoint", instance.signalsEndpoint())
        .add("labels", Labels.json(instance.labels()))
        .add("capability_flags", Long.toUnsignedString(instance.capabilityFlags()))
        .add("execution_endpoint", instance.executionEndpoint())
        .add("execution_host_kind", instance.executionHostKind())
        .add("last_heartbeat", instance.lastHeartbeat().toString())
        .build();
  }

  static InstanceView read(String instanceId, JsonObject state) {
    return new InstanceView(
        instanceId,
        state.getString("daemon_id"),
        state.getString("worker_id"),
        state.getString("engine"),
        state.getString("signals_endpoint"),
        Labels.read(state.getJsonObject("labels")),
        Long.parseUnsignedLong(state.getString("capability_flags")),
        state.getString("execution_endpoint"),
        state.getString("execution_host_kind"),
        Instant.parse(state.getString("last_heartbeat")),
        ConnectionState.CONNECTED);
  }
}
