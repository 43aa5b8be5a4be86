/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.JsonValues;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A replica's state as the journal keeps it: whole, so that any reader can make a replica of it.
 * Unsigned numbers are written as text, since JSON readers lose their ends.
 */
public final class ReplicaJson {

  private ReplicaJson() {}

  public static JsonObject of(ReplicaView replica) {
    ReplicaPlace place = replica.place();
    ReplicaExport export = replica.export();
    JsonObjectBuilder json =
        JsonValues.object()
            .add("artifact_id", place.artifactId())
            .add("view_id", place.viewId())
            .add("node_id", place.nodeId())
            .add("node_address", place.nodeAddress())
            .add("node_port", place.nodePort())
            .add("memory_type", place.memoryType().name())
            .add("device_id", place.deviceId())
            .add("worker_id", replica.worker().value())
            .add("memory_size", Long.toUnsignedString(replica.memorySize()))
            .add("max_concurrency", replica.maxConcurrency())
            .add("available", replica.available())
            .add("export_state", export.state().name())
            .add("export_generation", Long.toUnsignedString(export.generation()))
            .add("created_at", replica.createdAt().toString())
            .add("updated_at", replica.updatedAt().toString());
    if (!export.remoteMemoryKeys().isEmpty()) {
      json.add("remote_memory_keys", JsonValues.array(export.remoteMemoryKeys()))
          .add("buffer_sizes", sizes(export.bufferSizes()));
    }
    if (!export.verificationJson().isEmpty()) {
      json.add("verification_json", export.verificationJson());
    }
    replica.expiresAt().ifPresent(end -> json.add("expires_at", end.toString()));
    return json.build();
  }

  private static JsonArrayBuilder sizes(List<Long> sizes) {
    JsonArrayBuilder array = JsonValues.array();
    sizes.forEach(size -> array.add(Long.toUnsignedString(size)));
    return array;
  }

  public static ReplicaView read(UUID id, JsonObject state) {
    return new ReplicaView(
        id,
        new ReplicaPlace(
            state.getString("artifact_id"),
            state.getString("view_id"),
            state.getString("node_id"),
            state.getString("node_address"),
            number(state, "node_port"),
            MemoryType.valueOf(state.getString("memory_type")),
            number(state, "device_id")),
        new WorkerId(state.getString("worker_id")),
        Long.parseUnsignedLong(state.getString("memory_size")),
        number(state, "max_concurrency"),
        state.getBoolean("available"),
        new ReplicaExport(
            ExportState.valueOf(state.getString("export_state")),
            Long.parseUnsignedLong(state.getString("export_generation")),
            texts(state, "remote_memory_keys"),
            texts(state, "buffer_sizes").stream().map(Long::parseUnsignedLong).toList(),
            state.getString("verification_json", "")),
        Instant.parse(state.getString("created_at")),
        Instant.parse(state.getString("updated_at")),
        Optional.ofNullable(state.getString("expires_at", null)).map(Instant::parse));
  }

  private static long number(JsonObject state, String name) {
    return state.getJsonNumber(name).longValue();
  }

  private static List<String> texts(JsonObject state, String name) {
    JsonArray array = state.getJsonArray(name);
    return array == null
        ? List.of()
        : array.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList();
  }
}
