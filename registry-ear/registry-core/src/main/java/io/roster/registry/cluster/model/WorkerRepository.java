/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where workers are kept. Every method belongs to the caller's transaction. */
public interface WorkerRepository {

  /** The database's clock. */
  Instant now();

  Optional<Worker> find(WorkerId worker);

  Optional<Worker> findByDaemon(String daemonId);

  Optional<Worker> findByEndpoint(String nodeAddress, int grpcPort);

  /** Those of these daemons, and those with these ids, locked in one order. */
  List<Worker> findMany(Collection<String> daemons, Collection<WorkerId> ids);

  /** Which daemons hold these endpoints now; not locked. */
  Map<Endpoint, String> holders(Collection<Endpoint> endpoints);

  /** The liveness of each, locked. */
  Map<WorkerId, Liveness> livenessOf(Collection<WorkerId> workers);

  Map<WorkerId, ReconcileCursor> cursorsOf(Collection<WorkerId> workers);

  void addAll(List<Arrival> arrivals);

  /** Makes every replica of these workers unavailable. */
  void silenceReplicas(Collection<WorkerId> workers);

  /** Where a worker is called. */
  record Endpoint(String nodeAddress, int grpcPort) {}

  /** A worker with all that belongs to it. */
  record Arrival(Worker worker, Liveness liveness, ReconcileCursor cursor) {}

  Liveness liveness(Worker worker);

  ReconcileCursor cursor(Worker worker);

  void add(Worker worker, Liveness liveness, ReconcileCursor cursor);

  /** Deletes a worker with its liveness and cursor, at once, so that its endpoint is free. */
  void remove(Worker worker);

  /** Makes every replica of a worker unavailable. */
  int silenceReplicas(WorkerId worker);

  /**
   * Gives the replicas of one worker to another; one whose place is taken stays and becomes
   * unavailable.
   */
  int moveReplicas(WorkerId from, WorkerId to);
}
