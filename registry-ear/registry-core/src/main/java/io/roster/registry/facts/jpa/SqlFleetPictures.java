/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.cluster.model.LivenessPolicy;
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
import io.roster.registry.facts.model.ArtifactRow;
import io.roster.registry.facts.model.DrawnWorker;
import io.roster.registry.facts.model.FleetPictures;
import io.roster.registry.facts.model.FleetTally;
import io.roster.registry.facts.model.RegistryTally;
import io.roster.registry.facts.model.WorkerRow;
import io.roster.registry.page.Count;
import io.roster.registry.page.Moment;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.page.jpa.ListSql;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.ReadingPool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** The fleet as it is committed. */
@ApplicationScoped
public class SqlFleetPictures implements FleetPictures {

  private Reader reader;
  private WorkersSql workers;
  private ReplicasSql replicas;
  private ArtifactsSql artifacts;
  private ChunksSql chunks;
  private TransportsSql transports;
  private KeysSql keys;
  private LeasesSql leases;
  private EventsSql events;
  private SiteSql site;
  private AttentionSql attention;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlFleetPictures() {}

  @Inject
  public SqlFleetPictures(ReadingPool database, LivenessPolicy policy) {
    this(database.pool(), policy);
  }

  public SqlFleetPictures(DataSource database, LivenessPolicy policy) {
    reader = new Reader(database);
    workers = new WorkersSql(reader, policy);
    replicas = new ReplicasSql(reader);
    artifacts = new ArtifactsSql(reader);
    chunks = new ChunksSql(reader);
    transports = new TransportsSql(reader);
    keys = new KeysSql(reader);
    leases = new LeasesSql(reader);
    events = new EventsSql(reader);
    site = new SiteSql(reader);
    attention = new AttentionSql(reader, workers);
  }

  @Override
  public Moment moment() {
    try (Connection connection = reader.database().getConnection()) {
      return ListSql.moment(connection);
    } catch (SQLException failed) {
      throw new DatabaseAway(failed);
    }
  }

  @Override
  public Page<WorkerFact> workers(WorkerFilter filter, Paging<WorkerSort> paging) {
    return workers.list(filter, paging);
  }

  @Override
  public Optional<WorkerRow> worker(String workerId) {
    return workers.find(workerId);
  }

  @Override
  public FleetTally tallyWorkers() {
    return workers.tally();
  }

  @Override
  public RegistryTally tallyRegistry() {
    Moment moment = moment();
    long asked = System.nanoTime();
    long active = reader.number("select count(*) from transport where status = 'in_progress'");
    double millis = (System.nanoTime() - asked) / 1e6;
    return new RegistryTally(
        upTo("artifact"),
        upTo("artifact_key"),
        active,
        reader.number("select count(*) from transport_request where state = 'enqueued'"),
        leases.held(),
        reader.number(
            "select count(*) from command where state in ('PENDING', 'DELIVERED', 'ACKNOWLEDGED')"),
        millis,
        moment);
  }

  private Count upTo(String table) {
    return Count.of(
        reader.number(
            "select count(*) from (select 1 from %s limit %d) counted"
                .formatted(table, Count.MOST + 1)));
  }

  @Override
  public List<DrawnWorker> drawn(Set<WorkerCondition> conditions) {
    return workers.drawn(conditions);
  }

  @Override
  public Page<ReplicaFact> replicas(ReplicaFilter filter, Paging<ReplicaSort> paging) {
    return replicas.list(filter, paging);
  }

  @Override
  public Optional<ReplicaFact> replica(UUID replica) {
    return replicas.find(replica);
  }

  @Override
  public Page<ArtifactRow> artifacts(ArtifactFilter filter, Paging<ArtifactSort> paging) {
    return artifacts.list(filter, paging);
  }

  @Override
  public List<ArtifactRow> artifacts(List<String> artifactIds) {
    return artifacts.find(artifactIds);
  }

  @Override
  public ChunkMap chunks(String artifactId) {
    return chunks.map(artifactId, moment());
  }

  @Override
  public Page<TransportFact> transports(TransportFilter filter, Paging<TransportSort> paging) {
    return transports.list(filter, paging);
  }

  @Override
  public Optional<TransportFact> transport(UUID transport) {
    return transports.find(transport);
  }

  @Override
  public long activeFrom(String workerId) {
    return transports.activeFrom(workerId);
  }

  @Override
  public long activeTo(String workerId) {
    return transports.activeTo(workerId);
  }

  @Override
  public long activeOf(String artifactId) {
    return transports.activeOf(artifactId);
  }

  @Override
  public long activeOf(UUID replica) {
    return transports.activeOf(replica);
  }

  @Override
  public long waitingFor(String artifactId) {
    return transports.waitingFor(artifactId);
  }

  @Override
  public Page<WaitingFact> waiting(TransportFilter filter, Paging<WaitingSort> paging) {
    return transports.waiting(filter, paging);
  }

  @Override
  public List<Flow> flows() {
    return transports.flows();
  }

  @Override
  public Page<KeyFact> keys(KeyFilter filter, Paging<KeySort> paging) {
    return keys.list(filter, paging);
  }

  @Override
  public Optional<KeyFact> key(String key) {
    return keys.find(key);
  }

  @Override
  public List<KeyDetail.Change> historyOfKey(String key) {
    return keys.history(key);
  }

  @Override
  public List<String> keysOf(Set<String> artifactIds, int most) {
    return keys.of(artifactIds, most);
  }

  @Override
  public Page<LeaseFact> leases(LeaseFilter filter, Paging<LeaseSort> paging) {
    return leases.list(filter, paging);
  }

  @Override
  public Optional<LeaseFact> lease(long shardId) {
    return leases.find(shardId);
  }

  @Override
  public List<String> shardsOf(String daemonId) {
    return leases.shardsOf(daemonId);
  }

  @Override
  public EventPage events(EventFilter filter, Paging<EventSort> paging) {
    return events.list(filter, paging);
  }

  @Override
  public SiteFact site() {
    return site.read(moment());
  }

  @Override
  public List<Attention> attention() {
    return attention.find();
  }
}
