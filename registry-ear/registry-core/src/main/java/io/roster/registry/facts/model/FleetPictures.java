/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.model;

import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.Attention;
import io.roster.registry.facts.ChunkMap;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventPage;
import io.roster.registry.facts.EventSort;
import io.roster.registry.facts.KeyDetail;
import io.roster.registry.facts.KeyFact;
import io.roster.registry.facts.KeyFilter;
import io.roster.registry.facts.KeySort;
import io.roster.registry.facts.LeaseFact;
import io.roster.registry.facts.LeaseFilter;
import io.roster.registry.facts.LeaseSort;
import io.roster.registry.facts.ReplicaFact;
import io.roster.registry.facts.ReplicaFilter;
import io.roster.registry.facts.ReplicaSort;
import io.roster.registry.facts.SiteFact;
import io.roster.registry.facts.Topology.Flow;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.facts.TransportFilter;
import io.roster.registry.facts.TransportSort;
import io.roster.registry.facts.WaitingFact;
import io.roster.registry.facts.WaitingSort;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.facts.WorkerFilter;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.page.Moment;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the fleet as it is committed. */
public interface FleetPictures {

  Moment moment();

  Page<WorkerFact> workers(WorkerFilter filter, Paging<WorkerSort> paging);

  Optional<WorkerRow> worker(String workerId);

  FleetTally tallyWorkers();

  RegistryTally tallyRegistry();

  /** In the order of their hosts. */
  List<DrawnWorker> drawn(Set<WorkerCondition> conditions);

  Page<ReplicaFact> replicas(ReplicaFilter filter, Paging<ReplicaSort> paging);

  Optional<ReplicaFact> replica(UUID replica);

  Page<ArtifactRow> artifacts(ArtifactFilter filter, Paging<ArtifactSort> paging);

  /** Those of these that are described, in the order of the question. */
  List<ArtifactRow> artifacts(List<String> artifactIds);

  ChunkMap chunks(String artifactId);

  Page<TransportFact> transports(TransportFilter filter, Paging<TransportSort> paging);

  Optional<TransportFact> transport(UUID transport);

  /** How many are under way from and to a worker. */
  long activeFrom(String workerId);

  long activeTo(String workerId);

  long activeOf(String artifactId);

  long activeOf(UUID replica);

  long waitingFor(String artifactId);

  /** Without the reason. */
  Page<WaitingFact> waiting(TransportFilter filter, Paging<WaitingSort> paging);

  /** Active transports between workers, the most first. */
  List<Flow> flows();

  Page<KeyFact> keys(KeyFilter filter, Paging<KeySort> paging);

  Optional<KeyFact> key(String key);

  List<KeyDetail.Change> historyOfKey(String key);

  /** Names of keys that stand for any of these; at most so many. */
  List<String> keysOf(Set<String> artifactIds, int most);

  Page<LeaseFact> leases(LeaseFilter filter, Paging<LeaseSort> paging);

  Optional<LeaseFact> lease(long shardId);

  /** Shards that a daemon is the home of. */
  List<String> shardsOf(String daemonId);

  EventPage events(EventFilter filter, Paging<EventSort> paging);

  SiteFact site();

  /** What the database alone knows to need attention. */
  List<Attention> attention();
}
