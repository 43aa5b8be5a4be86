/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.testing;

import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import io.roster.registry.command.Danger;
import io.roster.registry.command.Order;
import io.roster.registry.facts.ArtifactDetail;
import io.roster.registry.facts.ArtifactFact;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.Attention;
import io.roster.registry.facts.BeatStrip;
import io.roster.registry.facts.ChunkMap;
import io.roster.registry.facts.CoordinatorFact;
import io.roster.registry.facts.Copies;
import io.roster.registry.facts.Effect;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventPage;
import io.roster.registry.facts.EventSort;
import io.roster.registry.facts.FleetFacts;
import io.roster.registry.facts.Foresight;
import io.roster.registry.facts.KeyDetail;
import io.roster.registry.facts.KeyFact;
import io.roster.registry.facts.KeyFilter;
import io.roster.registry.facts.KeySort;
import io.roster.registry.facts.LeaderFact;
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
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.facts.TransportFilter;
import io.roster.registry.facts.TransportSort;
import io.roster.registry.facts.WaitingFact;
import io.roster.registry.facts.WaitingSort;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerDetail;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.facts.WorkerFilter;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.page.Count;
import io.roster.registry.page.Moment;
import io.roster.registry.page.Page;
import io.roster.registry.page.PageToken;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.UnknownThing;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.UnknownReplica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What can be looked at in the registry in memory. */
public final class FakeFacts implements FleetFacts {

  private final FakeRegistry registry;

  public final Map<String, ArtifactFact> artifacts = new LinkedHashMap<>();
  public final Map<UUID, ReplicaFact> replicas = new LinkedHashMap<>();
  public final Map<UUID, TransportFact> transports = new LinkedHashMap<>();
  public final List<WaitingFact> waiting = new ArrayList<>();
  public final Map<String, KeyFact> keys = new LinkedHashMap<>();
  public final List<KeyDetail.Change> keyHistory = new ArrayList<>();
  public final List<LeaseFact> leases = new ArrayList<>();
  public final List<CoordinatorFact> coordinators = new ArrayList<>();
  public final List<Attention> attention = new ArrayList<>();
  public final List<Topology.Flow> flows = new ArrayList<>();
  public Optional<ChunkMap> chunks = Optional.empty();
  public Danger danger = Danger.REVERSIBLE;
  public Optional<String> typed = Optional.empty();
  public List<Effect> effects = List.of();

  FakeFacts(FakeRegistry registry) {
    this.registry = registry;
  }

  private Moment now() {
    return new Moment(registry.revision(), registry.clock().instant());
  }

  /** A token says how many rows come before its page. */
  private <T, S extends Enum<S>> Page<T> page(Stream<T> rows, Paging<S> paging) {
    registry.requireDatabase();
    List<T> all = new ArrayList<>(rows.toList());
    int from = paging.after().map(FakeFacts::rowsBefore).orElse(0);
    int to = Math.min(all.size(), from + paging.size());
    Optional<PageToken> next =
        to < all.size() ? Optional.of(new PageToken(String.valueOf(to))) : Optional.empty();
    return new Page<>(all.subList(Math.min(from, to), to), next, Count.of(all.size()), now());
  }

  private static int rowsBefore(PageToken token) {
    try {
      return Integer.parseInt(token.text());
    } catch (NumberFormatException foreign) {
      throw new InvalidRequest("page_token", "is of another list");
    }
  }

  @Override
  public Overview overview() {
    registry.requireDatabase();
    Map<WorkerCondition, Long> conditions = new EnumMap<>(WorkerCondition.class);
    registry.workers().forEach(worker -> conditions.merge(worker.condition(), 1L, Long::sum));
    long total = registry.workers().stream().mapToLong(WorkerFact::poolTotalBytes).sum();
    long free = registry.workers().stream().mapToLong(WorkerFact::poolAvailableBytes).sum();
    return new Overview(
        conditions,
        0,
        total,
        free,
        coordinators.size(),
        leader(),
        Count.of(artifacts.size()),
        List.of(new Copies(MemoryType.GPU, replicas.size(), replicas.size(), 1 << 30)),
        transports.size(),
        waiting.size(),
        Count.of(keys.size()),
        leases.size(),
        0,
        0.4,
        now());
  }

  private static LeaderFact leader() {
    return new LeaderFact("coordinator-a", 7, Optional.empty(), true);
  }

  @Override
  public List<Attention> attention() {
    registry.requireDatabase();
    return attention;
  }

  @Override
  public Topology topology(TopologyQuery query) {
    registry.requireDatabase();
    Map<String, List<Topology.Node>> hosts = new LinkedHashMap<>();
    registry.workers().stream()
        .filter(
            worker ->
                query.conditions().isEmpty() || query.conditions().contains(worker.condition()))
        .forEach(
            worker ->
                hosts
                    .computeIfAbsent(worker.nodeId(), node -> new ArrayList<>())
                    .add(
                        new Topology.Node(
                            worker.worker().value(),
                            worker.condition(),
                            worker.sync(),
                            worker.poolTotalBytes(),
                            worker.poolAvailableBytes(),
                            query.artifactId().isPresent() ? worker.replicas() : 0)));
    return new Topology(
        coordinators,
        hosts.entrySet().stream()
            .map(host -> new Topology.Host(host.getKey(), "10.0.0.7", host.getValue()))
            .toList(),
        List.of(),
        flows,
        registry.workers().size(),
        now());
  }

  @Override
  public SiteFact site() {
    registry.requireDatabase();
    return new SiteFact(leader(), coordinators, List.of(), now());
  }

  @Override
  public Page<WorkerFact> workers(WorkerFilter filter, Paging<WorkerSort> paging) {
    Stream<WorkerFact> rows =
        registry.workers().stream()
            .filter(
                worker ->
                    filter.conditions().isEmpty()
                        || filter.conditions().contains(worker.condition()))
            .filter(worker -> filter.syncs().isEmpty() || filter.syncs().contains(worker.sync()))
            .filter(
                worker ->
                    filter
                        .text()
                        .map(
                            part ->
                                (worker.worker() + " " + worker.daemonId() + " " + worker.nodeId())
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .contains(part.toLowerCase(java.util.Locale.ROOT)))
                        .orElse(true));
    return page(rows, paging);
  }

  @Override
  public WorkerDetail worker(WorkerId worker) {
    registry.requireDatabase();
    WorkerFact fact =
        registry.workers().stream()
            .filter(one -> one.worker().equals(worker))
            .findFirst()
            .orElseThrow(() -> new UnknownWorker(worker));
    return new WorkerDetail(
        fact,
        new BeatStrip(
            Duration.ofSeconds(5),
            List.of(BeatStrip.Tick.ON_TIME, BeatStrip.Tick.LATE, BeatStrip.Tick.MISSED)),
        List.of(new Copies(MemoryType.GPU, 3, 2, 1 << 30)),
        List.of(),
        1,
        2,
        registry.commands.stream().filter(Command::isOpen).toList(),
        now());
  }

  @Override
  public Page<ReplicaFact> replicas(ReplicaFilter filter, Paging<ReplicaSort> paging) {
    return page(
        replicas.values().stream()
            .filter(row -> filter.artifactId().map(row.place().artifactId()::equals).orElse(true))
            .filter(row -> filter.workerId().map(row.worker().value()::equals).orElse(true))
            .filter(
                row ->
                    filter.memories().isEmpty()
                        || filter.memories().contains(row.place().memoryType())),
        paging);
  }

  @Override
  public ReplicaFact replica(UUID replica) {
    return Optional.ofNullable(replicas.get(replica))
        .orElseThrow(() -> new UnknownReplica(replica.toString()));
  }

  @Override
  public Page<ArtifactFact> artifacts(ArtifactFilter filter, Paging<ArtifactSort> paging) {
    return page(
        artifacts.values().stream()
            .filter(row -> filter.prefix().map(row.artifactId()::startsWith).orElse(true)),
        paging);
  }

  @Override
  public ArtifactDetail artifact(String artifactId) {
    registry.requireDatabase();
    ArtifactFact fact =
        Optional.ofNullable(artifacts.get(artifactId))
            .orElseThrow(() -> new UnknownThing("artifact", artifactId));
    return new ArtifactDetail(
        fact,
        new ArtifactView(artifactId, fact.kind(), "idx", "dat", "1", "json"),
        List.of("w-1"),
        0,
        0,
        now());
  }

  @Override
  public ChunkMap chunks(String artifactId) {
    return chunks.orElseGet(() -> new ChunkMap(artifactId, 0, 1, List.of(), 0, now()));
  }

  @Override
  public Page<TransportFact> transports(TransportFilter filter, Paging<TransportSort> paging) {
    return page(
        transports.values().stream()
            .filter(
                row ->
                    filter.conditions().isEmpty() || filter.conditions().contains(row.condition())),
        paging);
  }

  @Override
  public TransportFact transport(UUID transport) {
    return Optional.ofNullable(transports.get(transport))
        .orElseThrow(() -> new UnknownThing("transport", transport.toString()));
  }

  /** Ends a transport as its requester would. */
  public void end(UUID transport, TransportCondition how) {
    transports.computeIfPresent(
        transport,
        (id, old) ->
            new TransportFact(
                id,
                old.requestId(),
                old.artifactId(),
                old.viewId(),
                old.replica(),
                old.source(),
                old.target(),
                old.group(),
                old.bytes(),
                how,
                old.detail(),
                old.createdAt(),
                Optional.of(registry.clock().instant())));
  }

  @Override
  public Page<WaitingFact> waiting(TransportFilter filter, Paging<WaitingSort> paging) {
    return page(waiting.stream(), paging);
  }

  @Override
  public Page<KeyFact> keys(KeyFilter filter, Paging<KeySort> paging) {
    return page(
        keys.values().stream()
            .filter(row -> filter.prefix().map(row.mapping().key()::startsWith).orElse(true))
            .filter(
                row -> filter.artifactId().map(row.mapping().artifactId()::equals).orElse(true)),
        paging);
  }

  @Override
  public KeyDetail key(String key) {
    registry.requireDatabase();
    if (!keys.containsKey(key) && keyHistory.isEmpty()) {
      throw new UnknownThing("key", key);
    }
    return new KeyDetail(key, Optional.ofNullable(keys.get(key)), keyHistory, now());
  }

  @Override
  public Page<LeaseFact> leases(LeaseFilter filter, Paging<LeaseSort> paging) {
    return page(leases.stream(), paging);
  }

  @Override
  public EventPage events(EventFilter filter, Paging<EventSort> paging) {
    registry.requireDatabase();
    List<JournalEntry> entries =
        registry.latest(Integer.MAX_VALUE).stream()
            .filter(
                entry ->
                    filter.kinds().isEmpty()
                        || filter.kinds().stream().anyMatch(entry.kind()::startsWith))
            .filter(
                entry -> filter.subjects().isEmpty() || filter.subjects().contains(entry.subject()))
            .filter(entry -> filter.actor().map(entry.actor()::equals).orElse(true))
            .filter(entry -> filter.from().map(from -> !entry.time().isBefore(from)).orElse(true))
            .filter(entry -> filter.to().map(entry.time()::isBefore).orElse(true))
            .limit(paging.size())
            .toList();
    return new EventPage(entries, Optional.empty(), 0, now());
  }

  @Override
  public Foresight foresee(Order order) {
    registry.requireDatabase();
    return new Foresight(order.target(), danger, effects, typed, Optional.empty(), now());
  }
}
