/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.platform.JsonValues;
import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportRequest.Requester;
import io.roster.registry.transport.model.ActiveTransport;
import io.roster.registry.transport.model.Assignment;
import io.roster.registry.transport.model.Ending;
import io.roster.registry.transport.model.Source;
import io.roster.registry.transport.model.Ticket;
import io.roster.registry.transport.model.Wanted;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.UUID;

/**
 * A transport's state as the journal keeps it, with how busy its source is afterwards. Unsigned 64
 * bit numbers are written as text, since JSON readers lose their ends.
 */
final class TransportJson {

  private TransportJson() {}

  static JsonObject started(Assignment assignment, ReplicaLoad load) {
    return builder(assignment, load).add("status", "in_progress").add("outcome", "").build();
  }

  static JsonObject ended(Assignment assignment, Ending ending, ReplicaLoad load) {
    return builder(assignment, load)
        .add("status", "completed")
        .add("outcome", ending.outcome().text())
        .add("outcome_detail", ending.detail())
        .add("completed_at", ending.at().toString())
        .build();
  }

  /** What the end of a transport changes of it. */
  static JsonObject inProgress() {
    return JsonValues.object().add("status", "in_progress").add("outcome", "").build();
  }

  private static JsonObjectBuilder builder(Assignment assignment, ReplicaLoad load) {
    Ticket ticket = assignment.ticket();
    Source source = assignment.source();
    Requester requester = ticket.requester();
    JsonObjectBuilder json =
        JsonValues.object()
            .add("request_id", ticket.requestId())
            .add("artifact_id", ticket.wanted().artifactId())
            .add("view_id", ticket.wanted().viewId())
            .add("replica_id", source.replica().toString())
            .add("source_worker_id", source.worker().value())
            .add("source_node_id", source.nodeId())
            .add("source_address", source.address())
            .add("source_port", source.port())
            .add("memory_size", Long.toUnsignedString(source.memorySize()))
            .add("requester_worker_id", requester.workerId())
            .add("requester_node_id", requester.nodeId())
            .add("requester_address", requester.address())
            .add("requester_port", requester.port())
            .add("created_at", assignment.since().toString())
            .add("current_requests", load.currentRequests())
            .add("last_assigned_at", load.lastAssignedAt().toString());
    ticket.group().ifPresent(group -> add(json, group));
    return json;
  }

  private static void add(JsonObjectBuilder json, TransportGroup group) {
    json.add("group_kind", group.kind())
        .add("group_id", group.id())
        .add("group_epoch", Long.toUnsignedString(group.epoch()))
        .add("group_part_id", group.partId())
        .add("group_total_parts", group.totalParts())
        .add("group_priority", group.priority());
  }

  /** Reads a transport in progress. */
  static ActiveTransport active(UUID id, JsonObject state) {
    return new ActiveTransport(
        id,
        new Wanted(state.getString("artifact_id"), state.getString("view_id")),
        UUID.fromString(state.getString("replica_id")),
        Instant.parse(state.getString("created_at")));
  }
}
