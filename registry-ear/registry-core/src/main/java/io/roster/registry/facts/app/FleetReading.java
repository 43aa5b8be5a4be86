/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.app;

import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.FlapWatch;
import io.roster.registry.command.CommandQuery;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.CommandPictures;
import io.roster.registry.facts.ArtifactDetail;
import io.roster.registry.facts.ArtifactFact;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.Attention;
import io.roster.registry.facts.Attention.Matter;
import io.roster.registry.facts.ChunkMap;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventPage;
import io.roster.registry.facts.EventSort;
import io.roster.registry.facts.FleetFacts;
import io.roster.registry.facts.Foresight;
import io.roster.registry.facts.KeyDetail;
import io.roster.registry.facts.KeyFact;
import io.roster.registry.facts.KeyFilter;
import io.roster.registry.facts.KeySort;
import io.roster.registry.facts.LeaseFact;
import io.roster.registry.facts.LeaseFilter;
import io.roster.registry.facts.LeaseSort;
import io.roster.registry.facts.Overview;
import io.roster.registry.facts.ReplicaFact;
import io.roster.registry.facts.ReplicaFilter;
import io.roster.registry.facts.ReplicaSort;
import io.roster.registry.facts.SiteFact;
import io.roster.registry.facts.Topology;
import io.roster.registry.facts.TopologyQuery;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.facts.TransportFilter;
import io.roster.registry.facts.TransportSort;
import io.roster.registry.facts.WaitingFact;
import io.roster.registry.facts.WaitingSort;
import io.roster.registry.facts.WorkerDetail;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.facts.WorkerFilter;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.facts.model.FleetPictures;
import io.roster.registry.facts.model.FleetTally;
import io.roster.registry.facts.model.RegistryTally;
import io.roster.registry.facts.model.WorkerRow;
import io.roster.registry.instance.InstanceQuery;
import io.roster.registry.instance.InstanceService;
import io.roster.registry.page.Moment;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.Names;
import io.roster.registry.platform.UnknownThing;
import io.roster.registry.replica.UnknownReplica;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Shows the fleet. */
@Singleton
@Local(FleetFacts.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FleetReading implements FleetFacts {

  private static final int EXAMPLES = 5;

  @Inject private FleetPictures pictures;
  @Inject private CommandPictures commands;
  @Inject private Holdings holdings;
  @Inject private FlapWatch flaps;
  @Inject private ArtifactList artifacts;
  @Inject private DrawFleet drawing;
  @Inject private ForeseeCommand foreseeing;
  @EJB private InstanceService instances;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public FleetReading() {}

  public FleetReading(
      FleetPictures pictures,
      CommandPictures commands,
      Holdings holdings,
      FlapWatch flaps,
      InstanceService instances) {
    this.pictures = pictures;
    this.commands = commands;
    this.holdings = holdings;
    this.flaps = flaps;
    this.artifacts = new ArtifactList(pictures, holdings);
    this.drawing = new DrawFleet(pictures, holdings);
    this.foreseeing = new ForeseeCommand(pictures, commands, holdings);
    this.instances = instances;
  }

  @Override
  public Overview overview() {
    FleetTally fleet = pictures.tallyWorkers();
    RegistryTally registry = pictures.tallyRegistry();
    SiteFact site = pictures.site();
    return new Overview(
        fleet.workers(),
        fleet.stale(),
        fleet.poolTotalBytes(),
        fleet.poolAvailableBytes(),
        site.coordinators().stream().filter(one -> !one.isGone()).count(),
        site.leader(),
        registry.artifacts(),
        holdings.all().copies(),
        registry.transportsActive(),
        registry.transportsWaiting(),
        registry.keys(),
        registry.leases(),
        registry.commandsOpen(),
        registry.databaseMillis(),
        registry.asOf());
  }

  @Override
  public List<Attention> attention() {
    List<Attention> all = new ArrayList<>(pictures.attention());
    Holdings.Summary held = holdings.all();
    add(all, Matter.ARTIFACTS_WITHOUT_SOURCE, held.withoutSource());
    add(all, Matter.ARTIFACTS_WITH_ONE_HOLDER, held.withOneHolder());
    all.sort(Comparator.comparing(Attention::matter));
    return List.copyOf(all);
  }

  private static void add(List<Attention> all, Matter matter, List<String> ids) {
    if (!ids.isEmpty()) {
      all.add(new Attention(matter, ids.size(), ids.subList(0, Math.min(EXAMPLES, ids.size()))));
    }
  }

  @Override
  public Topology topology(TopologyQuery query) {
    return drawing.draw(query);
  }

  @Override
  public SiteFact site() {
    return pictures.site();
  }

  @Override
  public Page<WorkerFact> workers(WorkerFilter filter, Paging<WorkerSort> paging) {
    Page<WorkerFact> page = pictures.workers(filter, paging);
    return new Page<>(
        page.rows().stream().map(this::withQuarantine).toList(),
        page.next(),
        page.count(),
        page.asOf());
  }

  private WorkerFact withQuarantine(WorkerFact worker) {
    return flaps.quarantine(worker.daemonId()).map(worker::keptOut).orElse(worker);
  }

  @Override
  public WorkerDetail worker(WorkerId worker) {
    Moment moment = pictures.moment();
    WorkerRow row =
        plausible(worker.value())
            .flatMap(pictures::worker)
            .orElseThrow(() -> new UnknownWorker(worker));
    return new WorkerDetail(
        withQuarantine(row.worker()),
        row.beats(),
        Holdings.count(holdings.of(worker)),
        instances.list(new InstanceQuery(InstanceQuery.Scope.ALL_REGISTERED, 0)).stream()
            .filter(instance -> instance.workerId().equals(worker.value()))
            .toList(),
        pictures.activeFrom(worker.value()),
        pictures.activeTo(worker.value()),
        commands
            .list(
                new CommandQuery(
                    Set.copyOf(CommandState.open()),
                    Set.of(),
                    Optional.empty(),
                    Optional.of(worker.value()),
                    Optional.empty(),
                    CommandQuery.USUAL))
            .commands(),
        moment);
  }

  @Override
  public Page<ReplicaFact> replicas(ReplicaFilter filter, Paging<ReplicaSort> paging) {
    return pictures.replicas(filter, paging);
  }

  @Override
  public ReplicaFact replica(UUID replica) {
    return pictures.replica(replica).orElseThrow(() -> new UnknownReplica(replica.toString()));
  }

  @Override
  public Page<ArtifactFact> artifacts(ArtifactFilter filter, Paging<ArtifactSort> paging) {
    return artifacts.list(filter, paging);
  }

  @Override
  public ArtifactDetail artifact(String artifactId) {
    return artifacts.find(
        plausible(artifactId).orElseThrow(() -> new UnknownThing("artifact", artifactId)));
  }

  /** There is nothing of a name that the database cannot even be asked for. */
  private static Optional<String> plausible(String name) {
    return Optional.of(name).filter(Names::isPlausible);
  }

  @Override
  public ChunkMap chunks(String artifactId) {
    Names.requireSound("artifact_id", artifactId);
    return pictures.chunks(artifactId);
  }

  @Override
  public Page<TransportFact> transports(TransportFilter filter, Paging<TransportSort> paging) {
    return pictures.transports(filter, paging);
  }

  @Override
  public TransportFact transport(UUID transport) {
    return pictures
        .transport(transport)
        .orElseThrow(() -> new UnknownThing("transport", transport.toString()));
  }

  @Override
  public Page<WaitingFact> waiting(TransportFilter filter, Paging<WaitingSort> paging) {
    Page<WaitingFact> page = pictures.waiting(filter, paging);
    return new Page<>(
        page.rows().stream().map(this::withReason).toList(),
        page.next(),
        page.count(),
        page.asOf());
  }

  private WaitingFact withReason(WaitingFact waiting) {
    return new WaitingFact(
        waiting.requestId(),
        waiting.position(),
        waiting.artifactId(),
        waiting.viewId(),
        waiting.target(),
        waiting.group(),
        holdings.reason(waiting.artifactId(), waiting.viewId()),
        waiting.createdAt(),
        waiting.deadline());
  }

  @Override
  public Page<KeyFact> keys(KeyFilter filter, Paging<KeySort> paging) {
    return pictures.keys(filter, paging);
  }

  @Override
  public KeyDetail key(String key) {
    Moment moment = pictures.moment();
    KeyDetail detail =
        plausible(key)
            .map(
                name ->
                    new KeyDetail(name, pictures.key(name), pictures.historyOfKey(name), moment))
            .orElseThrow(() -> new UnknownThing("key", key));
    if (detail.present().isEmpty() && detail.history().isEmpty()) {
      throw new UnknownThing("key", key);
    }
    return detail;
  }

  @Override
  public Page<LeaseFact> leases(LeaseFilter filter, Paging<LeaseSort> paging) {
    return pictures.leases(filter, paging);
  }

  @Override
  public EventPage events(EventFilter filter, Paging<EventSort> paging) {
    return pictures.events(filter, paging);
  }

  @Override
  public Foresight foresee(Order order) {
    Names.require("target", order.target());
    order.parameters().forEach(Names::requireSound);
    return foreseeing.run(order);
  }
}
