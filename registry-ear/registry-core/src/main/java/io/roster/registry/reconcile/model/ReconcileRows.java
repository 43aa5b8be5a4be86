/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ReplicaView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What reconciling asks of the storage. Every method belongs to the caller's transaction. */
public interface ReconcileRows {

  /**
   * How much of a worker's inventory there is, and when it last changed.
   *
   * @param newest empty text when there is none
   */
  record Extent(long replicas, String newest) {}

  /** Lets the transaction take longer than those of most callers. */
  void takeTime();

  /** The cursor of an active worker, held until the transaction ends. */
  Optional<Cursor> hold(WorkerId worker);

  Extent extent(WorkerId worker);

  /** The worker's replicas, in the order of their registration; not locked. */
  List<ReplicaView> replicas(WorkerId worker);

  /** These replicas as they are now, locked. */
  List<ReplicaView> lock(Collection<UUID> replicas);

  /** Writes what these replicas have become, their places too. */
  void put(Collection<ReplicaView> replicas);

  /** Removes these replicas and their loads. */
  void remove(Collection<UUID> replicas);

  /** Notes that a request was decided. */
  void advance(WorkerId worker, long requestSeq, String result);

  /**
   * Notes that a request was decided and what both sides agree on now.
   *
   * @return the extent of what is registered then
   */
  Extent agree(
      WorkerId worker, long requestSeq, String result, long stateVersion, String stateChecksum);
}
