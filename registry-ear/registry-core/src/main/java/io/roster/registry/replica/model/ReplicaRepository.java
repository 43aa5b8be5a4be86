/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import io.roster.registry.cluster.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where single replicas are kept. Every method belongs to the caller's transaction. */
public interface ReplicaRepository {

  /** The database's clock. */
  Instant now();

  /** Finds and locks. */
  Optional<Replica> find(UUID replica);

  /** A worker's copies of an artifact and of its views; not locked. */
  List<Replica> of(WorkerId worker, String artifactId);

  /** Removes a replica that was found, with its load. */
  void remove(Replica replica);
}
