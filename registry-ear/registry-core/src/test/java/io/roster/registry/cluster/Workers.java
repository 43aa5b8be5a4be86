/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.platform.TestDatabase;
import java.util.Optional;

/** Registrations for tests, and the actions on them against a real database. */
public final class Workers {

  private Workers() {}

  public static WorkerRegistration registration(String daemon, int port) {
    return new WorkerRegistration(
        daemon, "node-" + daemon, "10.0.0.1", port, 65_090, 1_000, 900, 4, Optional.empty());
  }

  public static WorkerRegistration recovery(String daemon, int port, String previous) {
    WorkerRegistration plain = registration(daemon, port);
    return new WorkerRegistration(
        plain.daemonId(),
        plain.nodeId(),
        plain.nodeAddress(),
        plain.grpcPort(),
        plain.p2pPort(),
        plain.poolTotalBytes(),
        plain.poolAvailableBytes(),
        plain.capabilityFlags(),
        Optional.of(
            new WorkerRegistration.Recovery(
                previous.isEmpty() ? Optional.empty() : Optional.of(new WorkerId(previous)))));
  }

  public static ClusterActions actions(TestDatabase database) {
    return new ClusterActions(database);
  }

  /** Gives a worker one available replica. */
  public static void replica(TestDatabase database, WorkerId worker, String artifact) {
    database.execute(
        """
        insert into replica (replica_id, artifact_id, node_id, node_address, node_port, memory_size, memory_type,
          device_id, max_concurrency, is_available, export_state, export_generation, worker_id, created_at, updated_at)
        values (gen_random_uuid(), '%s', 'n', '10.0.0.1', 65090, 10, 'RAM', 0, 1, true, 'PRESENCE_ONLY', 0, '%s',
          now(), now())
        """
            .formatted(artifact, worker.value()));
  }
}
