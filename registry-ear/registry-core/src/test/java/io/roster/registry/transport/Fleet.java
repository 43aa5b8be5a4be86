/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

import static io.roster.registry.cluster.Workers.registration;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.Workers;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.transport.TransportRequest.Requester;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Workers with replicas for tests, and requests for them. */
public final class Fleet {

  private static final String REPLICA =
      """
      insert into replica (replica_id, artifact_id, view_id, node_id, node_address, node_port, memory_size, memory_type,
        device_id, max_concurrency, is_available, remote_memory_keys, buffer_sizes, export_state, export_generation,
        worker_id, created_at, updated_at)
      values ('%s', '%s', '%s', 'node', '10.0.0.1', 65090, 10, '%s', 0, %d, true, '{k1,k2}', '{4,6}', 'EXPORTABLE', 1,
        '%s', now(), now())
      """;

  private final TestDatabase database;
  private int workers;

  public Fleet(TestDatabase database) {
    this.database = database;
  }

  /** A worker that is heard for longer than any test runs. */
  public WorkerId worker() {
    workers++;
    WorkerId worker =
        Workers.actions(database).register(registration("d" + workers, 50_000 + workers)).worker();
    database.execute("update worker_liveness set last_heartbeat = now() + interval '1 hour'");
    return worker;
  }

  /** A source of an artifact on a worker of its own. */
  public UUID source(String artifact, int maxConcurrency) {
    return source(worker(), artifact, "", "GPU", maxConcurrency);
  }

  public UUID source(
      WorkerId worker, String artifact, String view, String memory, int maxConcurrency) {
    UUID id = UUID.randomUUID();
    database.execute(
        REPLICA
            .formatted(id, artifact, view, memory, maxConcurrency, worker.value())
            // No two replicas share a place.
            .replace("'node'", "'node-" + id + "'"));
    return id;
  }

  /** A request that makes one attempt. */
  public static TransportRequest request(String id, String artifact) {
    return request(id, artifact, Duration.ZERO);
  }

  public static TransportRequest request(String id, String artifact, Duration patience) {
    return request(id, artifact, patience, Optional.empty());
  }

  public static TransportRequest request(
      String id, String artifact, Duration patience, Optional<TransportGroup> group) {
    return new TransportRequest(
        id, artifact, "", new Requester("here", "10.0.0.9", 65_090, "w"), patience, group);
  }

  public static TransportGroup group(String id, long parts, String part) {
    return new TransportGroup("kind", id, 1, parts, part, 0);
  }

  public String currentRequests(UUID replica) {
    return database.text(
        "select current_requests from replica_counter where replica_id = ?", replica);
  }
}
