/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Where replicas are kept, for changes of many at once: one statement for each method. Every method
 * belongs to the caller's transaction.
 */
public interface ManyReplicas {

  /**
   * Holds these workers, as far as they are registered, so that none of them comes or goes before
   * the transaction ends: what happens to a worker happens to all its replicas, and none may be
   * missed. Returns the time, by the database's clock.
   */
  Instant hold(Set<WorkerId> workers);

  /** What lies at these places, locked. */
  Map<ReplicaPlace, ReplicaView> lockAt(Set<ReplicaPlace> places);

  /** Adds replicas; returns those whose place was not taken meanwhile. */
  Set<UUID> add(Collection<ReplicaView> replicas);

  /** Writes what these replicas have become. */
  void put(Collection<ReplicaView> replicas);
}
