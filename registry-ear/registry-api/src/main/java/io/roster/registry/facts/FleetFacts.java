/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Order;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import java.util.List;
import java.util.UUID;

/**
 * The door to everything that can be looked at; every role may. Lists come in pages that begin
 * after a row, and are filtered and sorted by the database. Safe for use by many threads.
 *
 * <p>Each method throws {@link io.roster.registry.platform.DatabaseAway} when the database does not
 * answer, and {@link io.roster.registry.platform.InvalidRequest} for a page token of another list
 * or another order.
 */
public interface FleetFacts {

  Overview overview();

  /** What needs attention, the gravest first. */
  List<Attention> attention();

  Topology topology(TopologyQuery query);

  /** Who coordinates and who leads. */
  SiteFact site();

  Page<WorkerFact> workers(WorkerFilter filter, Paging<WorkerSort> paging);

  /**
   * @throws io.roster.registry.cluster.UnknownWorker when there is none
   */
  WorkerDetail worker(WorkerId worker);

  Page<ReplicaFact> replicas(ReplicaFilter filter, Paging<ReplicaSort> paging);

  /**
   * @throws io.roster.registry.replica.UnknownReplica when there is none
   */
  ReplicaFact replica(UUID replica);

  Page<ArtifactFact> artifacts(ArtifactFilter filter, Paging<ArtifactSort> paging);

  /**
   * @throws io.roster.registry.platform.UnknownThing when there is none
   */
  ArtifactDetail artifact(String artifactId);

  /** Empty of holders when nobody reported chunks of it. */
  ChunkMap chunks(String artifactId);

  Page<TransportFact> transports(TransportFilter filter, Paging<TransportSort> paging);

  /**
   * @throws io.roster.registry.platform.UnknownThing when there is none
   */
  TransportFact transport(UUID transport);

  /** The requests that wait for a source; the filter's conditions do not count. */
  Page<WaitingFact> waiting(TransportFilter filter, Paging<WaitingSort> paging);

  Page<KeyFact> keys(KeyFilter filter, Paging<KeySort> paging);

  /**
   * @throws io.roster.registry.platform.UnknownThing when it neither is nor was
   */
  KeyDetail key(String key);

  Page<LeaseFact> leases(LeaseFilter filter, Paging<LeaseSort> paging);

  /** Of the journal, the newest first unless asked otherwise. */
  EventPage events(EventFilter filter, Paging<EventSort> paging);

  /**
   * What a command would do if it came now.
   *
   * @throws io.roster.registry.cluster.UnknownWorker when its worker is none
   * @throws io.roster.registry.replica.UnknownReplica when its replica is none
   * @throws io.roster.registry.platform.UnknownThing when its transport, key or lease is none
   */
  Foresight foresee(Order order);
}
