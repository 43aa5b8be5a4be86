/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import io.roster.registry.chunk.ChunkLocation;
import io.roster.registry.cluster.Quarantine;
import io.roster.registry.facts.ArtifactDetail;
import io.roster.registry.facts.ArtifactFact;
import io.roster.registry.facts.Copies;
import io.roster.registry.facts.EventPage;
import io.roster.registry.facts.KeyFact;
import io.roster.registry.facts.LeaseFact;
import io.roster.registry.facts.ReplicaCondition;
import io.roster.registry.facts.ReplicaFact;
import io.roster.registry.facts.TransportEnd;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.page.Moment;
import io.roster.registry.page.Page;
import io.roster.registry.page.PageToken;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Facts as JSON, in the words of the wire. Times are RFC 3339 in UTC. Numbers that are unsigned 64
 * bit and may pass what JavaScript can count are texts, as in the JSON of Protocol Buffers.
 */
final class FactJson {

  private FactJson() {}

  static <T> JsonObject page(String name, Page<T> page, Function<T, JsonObject> row) {
    return JsonParts.object()
        .add(name, array(page.rows(), row))
        .add("next_page_token", page.next().map(PageToken::text).orElse(""))
        .add("total_count", page.count().atLeast())
        .add("total_count_capped", page.count().capped())
        .add("as_of", moment(page.asOf()))
        .build();
  }

  static JsonObject page(EventPage page) {
    return JsonParts.object()
        .add("events", array(page.entries(), FactJson::event))
        .add("next_page_token", page.next().map(PageToken::text).orElse(""))
        .add("searched_to_revision", page.searchedTo())
        .add("as_of", moment(page.asOf()))
        .build();
  }

  static <T> JsonArrayBuilder array(List<T> rows, Function<T, JsonObject> row) {
    JsonArrayBuilder array = JsonParts.array();
    rows.forEach(one -> array.add(row.apply(one)));
    return array;
  }

  static JsonObject moment(Moment moment) {
    return JsonParts.object()
        .add("revision", moment.revision())
        .add("time", moment.time().toString())
        .build();
  }

  static JsonObject worker(WorkerFact worker) {
    JsonObjectBuilder json =
        JsonParts.object()
            .add("worker_id", worker.worker().value())
            .add("daemon_id", worker.daemonId())
            .add("node_id", worker.nodeId())
            .add("node_address", worker.nodeAddress())
            .add("grpc_port", worker.grpcPort())
            .add("p2p_port", worker.p2pPort())
            .add("state", word(worker.condition()))
            .add("accepting_new_requests", worker.accepting())
            .add("draining", worker.draining())
            .add("mem_pool_total_size", unsigned(worker.poolTotalBytes()))
            .add("mem_pool_available_size", unsigned(worker.poolAvailableBytes()))
            .add("capability_flags", unsigned(worker.capabilityFlags()))
            .add("replica_count", worker.replicas())
            .add("generation", unsigned(worker.generation()))
            .add("request_seq", unsigned(worker.requestSeq()))
            .add("state_version", unsigned(worker.stateVersion()))
            .add("acknowledged_version", unsigned(worker.acknowledgedVersion()))
            .add("sync", word(worker.sync()))
            .add("last_reconcile_result", worker.lastReconcile())
            .add("last_heartbeat", worker.lastHeartbeat().toString())
            .add("registered_at", worker.registeredAt().toString());
    worker.quarantine().ifPresent(why -> json.add("quarantine", quarantine(why)));
    return time(json, "inactive_at", worker.goneAt()).build();
  }

  private static JsonObjectBuilder quarantine(Quarantine why) {
    return JsonParts.object()
        .add("until", why.until().toString())
        .add("registrations", why.registrations())
        .add("window_ms", why.window().toMillis());
  }

  static JsonObject replica(ReplicaFact replica) {
    JsonObjectBuilder json =
        JsonParts.object()
            .add("replica_id", replica.replica().toString())
            .add("artifact_id", replica.place().artifactId())
            .add("view_id", replica.place().viewId())
            .add("worker_id", replica.worker().value())
            .add("node_id", replica.place().nodeId())
            .add("node_address", replica.place().nodeAddress())
            .add("node_port", replica.place().nodePort())
            .add("memory_type", replica.place().memoryType().name())
            .add("device_id", replica.place().deviceId())
            .add("memory_size", unsigned(replica.memorySize()))
            .add("is_available", replica.condition() != ReplicaCondition.UNAVAILABLE)
            .add("state", word(replica.condition()))
            .add("export_state", replica.export().name())
            .add("current_requests", replica.serving())
            .add("max_concurrency", replica.maxConcurrency())
            .add("created_at", replica.createdAt().toString())
            .add("updated_at", replica.updatedAt().toString());
    return time(json, "expires_at", replica.expiresAt()).build();
  }

  static JsonObjectBuilder artifact(ArtifactFact artifact) {
    JsonObjectBuilder replicas = JsonParts.object();
    artifact.copies().forEach(copies -> replicas.add(copies.memory().name(), copies(copies)));
    return JsonParts.object()
        .add("artifact_id", artifact.artifactId())
        .add("id_kind", artifact.kind().name())
        .add("size", unsigned(artifact.bytes()))
        .add("replica_counts", replicas)
        .add("holder_count", artifact.holders())
        .add("view_count", artifact.views())
        .add("key_count", artifact.keys())
        .add("index_known", artifact.indexKnown())
        .add("created_at", artifact.createdAt().toString())
        .add("updated_at", artifact.updatedAt().toString());
  }

  static JsonObjectBuilder artifact(ArtifactDetail detail) {
    return artifact(detail.artifact())
        .add("index_multihash", detail.described().indexMultihash())
        .add("data_multihash", detail.described().dataMultihash())
        .add("schema_version", detail.described().schemaVersion())
        .add("encoding", detail.described().encoding())
        .add("last_holders", JsonParts.array(detail.lastHolders()))
        .add("transports_active", detail.transportsActive())
        .add("transports_waiting", detail.transportsWaiting())
        .add("as_of", moment(detail.asOf()));
  }

  private static JsonObject copies(Copies copies) {
    return JsonParts.object()
        .add("replicas", copies.replicas())
        .add("available", copies.available())
        .add("bytes", unsigned(copies.bytes()))
        .build();
  }

  static JsonObject chunk(ChunkLocation chunk) {
    return JsonParts.object()
        .add("chunk_index", chunk.chunkIdx())
        .add("node_id", chunk.nodeId())
        .add("node_address", chunk.nodeAddress())
        .add("p2p_port", chunk.p2pPort())
        .add("state", chunk.state().name())
        .add("load_ratio", chunk.loadRatio())
        .add("device_uuid", chunk.deviceUuid())
        .add("replica_id", chunk.replica())
        .build();
  }

  static JsonObject transport(TransportFact transport) {
    JsonObjectBuilder json =
        JsonParts.object()
            .add("transport_id", transport.transport().toString())
            .add("request_id", transport.requestId())
            .add("artifact_id", transport.artifactId())
            .add("view_id", transport.viewId())
            .add("replica_id", transport.replica().toString())
            .add("source", end(transport.source()))
            .add("target", end(transport.target()))
            .add("memory_size", unsigned(transport.bytes()))
            .add("state", word(transport.condition()))
            .add("detail", transport.detail())
            .add("created_at", transport.createdAt().toString());
    transport
        .group()
        .ifPresent(
            group ->
                json.add(
                    "group",
                    JsonParts.object()
                        .add("kind", group.kind())
                        .add("id", group.id())
                        .add("epoch", unsigned(group.epoch()))
                        .add("total_parts", group.totalParts())
                        .add("part_id", group.partId())
                        .add("priority", group.priority())));
    return time(json, "completed_at", transport.endedAt()).build();
  }

  static JsonObject key(KeyFact key) {
    JsonObjectBuilder json =
        JsonParts.object()
            .add("key", key.mapping().key())
            .add("artifact_id", key.mapping().artifactId())
            .add("kind", key.mapping().kind().name())
            .add("generation", unsigned(key.mapping().generation()))
            .add("replica_uuid", key.mapping().replicaUuid())
            .add("daemon_address", key.mapping().daemonAddress())
            .add("created_at", key.createdAt().toString())
            .add("updated_at", key.updatedAt().toString());
    key.mapping().ttlSeconds().ifPresent(seconds -> json.add("ttl_seconds", seconds));
    return json.build();
  }

  static JsonObject lease(LeaseFact lease) {
    return JsonParts.object()
        .add("shard_id", unsigned(lease.shardId()))
        .add("holder_daemon_id", lease.holderDaemonId())
        .add("holder_worker_id", lease.holderWorkerId().orElse(""))
        .add("generation", unsigned(lease.generation()))
        .add("expires_at", lease.expiresAt().toString())
        .add("held", lease.isHeld())
        .build();
  }

  private static JsonObject end(TransportEnd end) {
    return JsonParts.object()
        .add("worker_id", end.workerId())
        .add("node_id", end.nodeId())
        .add("node_address", end.address())
        .add("node_port", end.port())
        .build();
  }

  static JsonObject event(JournalEntry entry) {
    return JsonParts.object()
        .add("revision", entry.revision())
        .add("time", entry.time().toString())
        .add("epoch", entry.epoch())
        .add("coordinator", entry.coordinator())
        .add("actor", entry.actor())
        .add("type", entry.kind())
        .add("subject", entry.subject())
        .add("before", value(entry.before()))
        .add("after", value(entry.after()))
        .build();
  }

  private static JsonValue value(String json) {
    return JsonParts.read(json);
  }

  private static JsonObjectBuilder time(
      JsonObjectBuilder json, String name, Optional<Instant> time) {
    time.ifPresent(instant -> json.add(name, instant.toString()));
    return json;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String unsigned(long number) {
    return Long.toUnsignedString(number);
  }
}
