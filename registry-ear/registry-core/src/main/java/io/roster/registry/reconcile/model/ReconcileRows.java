/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ReplicaView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What reconciling asks of the storage. Every method belongs to the caller's transaction. */
public interface ReconcileRows {

  /**
   * How much of a worker's inventory there is, and when it last changed.
   *
   * @param newest empty text when there is none
   */
  record Extent(long replicas, String newest) {}

  /**
   * A request that was decided.
   *
   * @param result for whoever looks at it later
   */
  record Step(WorkerId worker, long requestSeq, String result) {}

  /** What a worker and the registry agree on after a request. */
  record Agreement(Step step, long stateVersion, String stateChecksum) {}

  /** Lets the transaction take longer than those of most callers. */
  void takeTime();

  /** The cursors of those workers that are active, held until the transaction ends. */
  Map<WorkerId, Cursor> hold(Collection<WorkerId> workers);

  /** Of each of them, how much is registered for it. */
  Map<WorkerId, Extent> extents(Collection<WorkerId> workers);

  /** Each worker's replicas, in the order of their registration; not locked. */
  Map<WorkerId, List<ReplicaView>> replicas(Collection<WorkerId> workers);

  /** These replicas as they are now, locked. */
  List<ReplicaView> lock(Collection<UUID> replicas);

  /** Writes what these replicas have become, their places too. */
  void put(Collection<ReplicaView> replicas);

  /** Removes these replicas and their loads. */
  void remove(Collection<UUID> replicas);

  /** Notes that requests were decided. */
  void advance(Collection<Step> steps);

  /**
   * Notes that requests were decided and what both sides agree on now.
   *
   * @return of each worker, how much is registered for it then
   */
  Map<WorkerId, Extent> agree(Collection<Agreement> agreements);
}
