/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.cluster.app.WorkerDirectory;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.app.ReplicaDirectory;
import io.roster.registry.transport.model.Candidate;
import io.roster.registry.transport.model.GroupKey;
import io.roster.registry.transport.model.Obstacle;
import io.roster.registry.transport.model.SourceClaims;
import io.roster.registry.transport.model.SourceClaims.Claimed;
import io.roster.registry.transport.model.SourceClaims.Held;
import io.roster.registry.transport.model.SourceClaims.Refused;
import io.roster.registry.transport.model.SourcePolicy;
import io.roster.registry.transport.model.SourceRanking;
import io.roster.registry.transport.model.Ticket;
import io.roster.registry.transport.model.Transports;
import io.roster.registry.transport.model.Wanted;
import io.roster.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Chooses the source of a transport: memory ranks, the database decides. Each use runs inside a
 * transaction.
 */
@ApplicationScoped
public class SourceChoice {

  /** The best is usually free; the database is spared the look at all the others. */
  private static final int FIRST_TRIED = 8;

  private static final int THEN_TRIED = 128;

  private ReplicaDirectory replicas;
  private WorkerDirectory workers;
  private SourceClaims claims;
  private Transports transports;
  private SourceRanking ranking;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SourceChoice() {}

  @Inject
  public SourceChoice(
      ReplicaDirectory replicas,
      WorkerDirectory workers,
      SourceClaims claims,
      Transports transports,
      Settings settings) {
    this.replicas = replicas;
    this.workers = workers;
    this.claims = claims;
    this.transports = transports;
    this.ranking = new SourceRanking(SourcePolicy.from(settings));
  }

  /** Whether memory knows any replica, whatever its state. */
  boolean knows(Wanted wanted) {
    return replicas(wanted).findAny().isPresent();
  }

  private java.util.stream.Stream<ReplicaView> replicas(Wanted wanted) {
    return replicas.of(wanted.artifactId()).stream()
        .filter(replica -> replica.place().viewId().equals(wanted.viewId()));
  }

  /** All that may serve a request, the best first. */
  List<UUID> ranked(Ticket ticket, Loads loads, Instant now) {
    List<Candidate> candidates =
        replicas(ticket.wanted()).map(replica -> candidate(replica, loads)).toList();
    if (candidates.isEmpty()) {
      return claims.replicas(ticket.wanted(), THEN_TRIED);
    }
    if (candidates.stream().noneMatch(SourceChoice::isExportable)) {
      TransportMetrics.noneExportable();
    }
    Optional<Map<UUID, Long>> assigned =
        ticket.group().map(group -> transports.assigned(GroupKey.of(group)));
    // What is not written yet the database cannot refuse.
    Set<UUID> refused =
        candidates.stream()
            .map(Candidate::replica)
            .filter(replica -> workers.justRefused(replica.worker()))
            .map(ReplicaView::id)
            .collect(Collectors.toSet());
    return ranking.rank(candidates, assigned, now).stream()
        .filter(replica -> !refused.contains(replica))
        .toList();
  }

  private static boolean isExportable(Candidate candidate) {
    return candidate.replica().export().state() == ExportState.EXPORTABLE;
  }

  private Candidate candidate(ReplicaView replica, Loads loads) {
    ReplicaLoad load = loads.of(replica.id());
    return new Candidate(replica, load, obstacle(replica, load));
  }

  /** Whether the worker accepts and is heard, only the database knows for all coordinators. */
  private Optional<Obstacle> obstacle(ReplicaView replica, ReplicaLoad load) {
    Optional<KnownWorker> worker = workers.find(replica.worker());
    if (worker.isEmpty()) {
      return Optional.of(Obstacle.WORKER_MISSING);
    }
    if (worker.get().draining()) {
      return Optional.of(Obstacle.WORKER_DRAINING);
    }
    if (workers.justRefused(replica.worker())) {
      return Optional.of(Obstacle.WORKER_NOT_ACCEPTING);
    }
    if (!replica.available()) {
      return Optional.of(Obstacle.REPLICA_UNAVAILABLE);
    }
    return load.currentRequests() >= replica.maxConcurrency()
        ? Optional.of(Obstacle.OVER_CAPACITY)
        : Obstacle.inExport(replica);
  }

  /** Takes a slot of the best that has one; those that another change holds are passed over. */
  Optional<Claimed> claim(Ticket ticket, List<UUID> ranked, Loads loads) {
    int from = 0;
    int to = Math.min(FIRST_TRIED, ranked.size());
    while (from < to) {
      Optional<Claimed> claimed = claim(ticket, ranked.subList(from, to), Held.PASS_OVER, loads);
      if (claimed.isPresent()) {
        return claimed;
      }
      from = to;
      to = Math.min(to + THEN_TRIED, ranked.size());
    }
    return Optional.empty();
  }

  /**
   * Counts why none of them had a slot. One that should have had one was held by another change at
   * that moment: for the sake of a request that does not wait for its turn, that change is waited
   * for.
   */
  Optional<Claimed> insist(Ticket ticket, List<UUID> ranked, Loads loads) {
    List<UUID> held = held(ranked);
    return held.isEmpty() ? Optional.empty() : claim(ticket, held, Held.WAIT_FOR, loads);
  }

  /** Counts why none of them had a slot, and returns those for which there was no reason. */
  List<UUID> held(List<UUID> ranked) {
    List<UUID> looked = ranked.subList(0, Math.min(THEN_TRIED, ranked.size()));
    List<Refused> refused = claims.obstacles(looked);
    refused.forEach(one -> TransportMetrics.filtered(one.obstacle()));
    Set<UUID> obstructed = refused.stream().map(Refused::source).collect(Collectors.toSet());
    return looked.stream().filter(source -> !obstructed.contains(source)).toList();
  }

  private Optional<Claimed> claim(Ticket ticket, List<UUID> sources, Held held, Loads loads) {
    Optional<Claimed> claimed = claims.claim(ticket, sources, held);
    claimed.ifPresent(one -> loads.put(one.source().id(), one.load()));
    return claimed;
  }
}
