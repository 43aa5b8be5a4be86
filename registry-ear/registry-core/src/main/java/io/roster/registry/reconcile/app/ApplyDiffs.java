/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import io.roster.registry.artifact.app.ArtifactDirectory;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.AnsweredRequests;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.JsonValues;
import io.roster.registry.reconcile.InventoryEntry;
import io.roster.registry.reconcile.Reconciliation;
import io.roster.registry.reconcile.Reconciliation.Result;
import io.roster.registry.reconcile.StateChange;
import io.roster.registry.reconcile.app.ReconcileWorkers.Compared;
import io.roster.registry.reconcile.app.ReconcileWorkers.Turn;
import io.roster.registry.reconcile.model.Difference;
import io.roster.registry.reconcile.model.ReconcileRows;
import io.roster.registry.reconcile.model.ReconcileRows.Agreement;
import io.roster.registry.reconcile.model.ReconcileRows.Extent;
import io.roster.registry.reconcile.model.ReconcileRows.Step;
import io.roster.registry.replica.ArtifactClaim;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.app.NoteArtifacts;
import io.roster.registry.replica.app.NoteArtifacts.Said;
import io.roster.registry.replica.app.PlaceReplicas;
import io.roster.registry.replica.app.RegisterReplicas;
import io.roster.registry.replica.app.ReplicaDirectory;
import io.roster.registry.replica.app.ReplicaJson;
import io.roster.registry.replica.app.ReplicaMetrics;
import io.roster.registry.replica.model.ArtifactFacts;
import io.roster.registry.replica.model.ManyReplicas;
import io.roster.registry.replica.model.Placement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes what workers hold and do not hold. The workers have no place in common, and what is
 * removed or updated is locked.
 */
@ApplicationScoped
public class ApplyDiffs {

  /** No statement may take as long as the database lets one. */
  private static final int MOST_AT_ONCE = 5_000;

  private ReconcileRows rows;
  private ArtifactDirectory known;
  private NoteArtifacts artifacts;
  private PlaceReplicas placing;
  private ManyReplicas places;
  private AnsweredRequests answered;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ApplyDiffs() {}

  @Inject
  public ApplyDiffs(
      ReconcileRows rows,
      ArtifactDirectory known,
      NoteArtifacts artifacts,
      PlaceReplicas placing,
      ManyReplicas places,
      AnsweredRequests answered,
      Journal journal) {
    this.rows = rows;
    this.known = known;
    this.artifacts = artifacts;
    this.placing = placing;
    this.places = places;
    this.answered = answered;
    this.journal = journal;
  }

  /** What became of a comparison, and how much is registered then. */
  record Applied(Reconciliation answer, Extent extent) {}

  /** What a worker and the registry agree on, once it is written. */
  private record Agreeing(Compared compared, Result result, Agreement agreement) {}

  /** A replica that goes, and on whose word. */
  private record Going(ReplicaView replica, Actor daemon) {}

  /** Runs inside one transaction. */
  Map<Turn, Applied> run(List<Compared> compared) {
    Instant now = now(compared);
    Map<Turn, Applied> applied = new LinkedHashMap<>();
    List<Agreeing> agreeing = new ArrayList<>();
    List<Compared> unchanged = new ArrayList<>();
    List<Compared> changed = new ArrayList<>();
    for (Compared one : compared) {
      if (!one.diff().isEmpty()) {
        changed.add(one);
        continue;
      }
      String checksum = ReplicaDirectory.checksum(one.registered());
      if (checksum.equals(one.turn().cursor().stateChecksum())) {
        unchanged.add(one);
      } else {
        agreeing.add(agreeing(one, Result.NOOP, checksum));
      }
    }
    agreeing.addAll(change(changed, now));
    applied.putAll(advance(unchanged));
    applied.putAll(agree(agreeing, now));
    return applied;
  }

  /** One time for all, so that each worker is told of what is written. */
  private static Instant now(List<Compared> compared) {
    return compared.stream()
        .map(one -> one.turn().cursor().readAt())
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static Actor daemon(Compared one) {
    return Actor.daemon(one.turn().cursor().daemonId());
  }

  private static Agreeing agreeing(Compared one, Result result, String checksum) {
    long version = one.turn().cursor().stateVersion() + (result == Result.APPLIED ? 1 : 0);
    return new Agreeing(
        one,
        result,
        new Agreement(
            new Step(one.worker(), one.turn().request().requestSeq(), result.name()),
            version,
            checksum));
  }

  /** Nothing is new but that the request was answered. */
  private Map<Turn, Applied> advance(List<Compared> compared) {
    if (compared.isEmpty()) {
      return Map.of();
    }
    rows.advance(
        compared.stream()
            .map(
                one ->
                    new Step(one.worker(), one.turn().request().requestSeq(), Result.NOOP.name()))
            .toList());
    Map<WorkerId, Extent> extents = rows.extents(compared.stream().map(Compared::worker).toList());
    Map<Turn, Applied> advanced = new LinkedHashMap<>();
    for (Compared one : compared) {
      advanced.put(
          one.turn(),
          new Applied(
              answer(
                  Result.NOOP,
                  one.turn().cursor().stateVersion(),
                  one.turn().cursor().stateChecksum(),
                  List.of()),
              Objects.requireNonNull(extents.get(one.worker()))));
    }
    return advanced;
  }

  private static Reconciliation answer(
      Result result, long version, String checksum, List<StateChange> changes) {
    return new Reconciliation(
        result, Duration.ZERO, version, checksum, changes, List.of(), Map.of());
  }

  private Map<Turn, Applied> agree(List<Agreeing> agreeing, Instant now) {
    if (agreeing.isEmpty()) {
      return Map.of();
    }
    Map<WorkerId, Extent> extents = rows.agree(agreeing.stream().map(Agreeing::agreement).toList());
    Map<Turn, Applied> agreed = new LinkedHashMap<>();
    for (Agreeing one : agreeing) {
      Turn turn = one.compared().turn();
      long version = one.agreement().stateVersion();
      String checksum = one.agreement().stateChecksum();
      journal.append(
          daemon(one.compared()),
          "worker.reconciled",
          turn.worker().value(),
          state(
              turn.cursor().generation(),
              turn.cursor().requestSeq(),
              turn.cursor().stateVersion(),
              turn.cursor().stateChecksum()),
          state(turn.request().generation(), turn.request().requestSeq(), version, checksum));
      agreed.put(
          turn,
          new Applied(
              answer(one.result(), version, checksum, changes(one.compared(), now)),
              Objects.requireNonNull(extents.get(turn.worker()))));
    }
    return agreed;
  }

  private static JsonObject state(long generation, long seq, long version, String checksum) {
    return JsonValues.object()
        .add("generation", Long.toUnsignedString(generation))
        .add("request_seq", Long.toUnsignedString(seq))
        .add("state_version", Long.toUnsignedString(version))
        .add("state_checksum", checksum)
        .build();
  }

  private static List<StateChange> changes(Compared one, Instant now) {
    List<StateChange> changes = new ArrayList<>(one.diff().size());
    one.diff().added().forEach(entry -> changes.add(new StateChange.Added(entry)));
    one.diff().removed().forEach(replica -> changes.add(new StateChange.Removed(replica)));
    one.diff()
        .updated()
        .forEach(
            change ->
                changes.add(
                    new StateChange.Updated(
                        change.after(now), change.reason(), change.concernsTransport())));
    return changes;
  }

  private List<Agreeing> change(List<Compared> compared, Instant now) {
    if (compared.isEmpty()) {
      return List.of();
    }
    remove(
        compared.stream()
            .flatMap(one -> one.diff().removed().stream().map(gone -> new Going(gone, daemon(one))))
            .toList());
    update(compared, now);
    Iterator<ReplicaView> added = add(compared, now).iterator();
    return compared.stream()
        .map(one -> agreeing(one, Result.APPLIED, checksum(one, now, added)))
        .toList();
  }

  /**
   * @param added those of this worker come next
   */
  private static String checksum(Compared one, Instant now, Iterator<ReplicaView> added) {
    Map<UUID, ReplicaView> result = new LinkedHashMap<>();
    one.registered().forEach(replica -> result.put(replica.id(), replica));
    one.diff().removed().forEach(replica -> result.remove(replica.id()));
    one.diff().updated().forEach(change -> result.put(change.before().id(), change.after(now)));
    for (int i = 0; i < one.diff().added().size(); i++) {
      ReplicaView next = added.next();
      result.put(next.id(), next);
    }
    return ReplicaDirectory.checksum(result.values());
  }

  private void remove(List<Going> going) {
    if (going.isEmpty()) {
      return;
    }
    List<UUID> ids = going.stream().map(one -> one.replica().id()).toList();
    rows.remove(ids);
    answered.forget(RegisterReplicas.OPERATION, ids.stream().map(UUID::toString).toList());
    for (Going one : going) {
      journal.append(
          one.daemon(),
          "replica.removed",
          one.replica().id().toString(),
          ReplicaJson.of(one.replica()),
          JsonValue.NULL);
      ReplicaMetrics.unregistered(one.replica().place().memoryType());
    }
  }

  private void update(List<Compared> compared, Instant now) {
    List<ReplicaView> changed =
        compared.stream()
            .flatMap(one -> one.diff().updated().stream())
            .map(change -> change.after(now))
            .toList();
    if (changed.isEmpty()) {
      return;
    }
    makeRoom(compared, now);
    rows.put(changed);
    for (Compared one : compared) {
      for (Difference change : one.diff().updated()) {
        journal.append(
            daemon(one),
            "replica.updated",
            change.before().id().toString(),
            ReplicaJson.of(change.before()),
            ReplicaJson.of(change.after(now)));
      }
    }
  }

  /** Where a replica moves to, what was left behind by another worker is no more. */
  private void makeRoom(List<Compared> compared, Instant now) {
    Map<ReplicaPlace, Actor> wanted = new HashMap<>();
    for (Compared one : compared) {
      one.diff().updated().stream()
          .filter(Difference::moves)
          .forEach(change -> wanted.put(change.after(now).place(), daemon(one)));
    }
    if (wanted.isEmpty()) {
      return;
    }
    Set<UUID> own =
        compared.stream()
            .flatMap(one -> one.diff().updated().stream())
            .map(change -> change.before().id())
            .collect(Collectors.toSet());
    remove(
        places.lockAt(wanted.keySet()).values().stream()
            .filter(replica -> !own.contains(replica.id()))
            .map(replica -> new Going(replica, Objects.requireNonNull(wanted.get(replica.place()))))
            .toList());
  }

  /** In the order of the workers, and of their entries. */
  private List<ReplicaView> add(List<Compared> compared, Instant now) {
    List<Placement> placements = new ArrayList<>();
    Map<String, Actor> unknown = new TreeMap<>();
    for (Compared one : compared) {
      for (int entry : one.diff().added()) {
        Placement placement = placement(one.turn().request().inventory().get(entry), one.worker());
        placements.add(placement);
        String artifact = placement.place().artifactId();
        // What is known once is not forgotten.
        if (known.find(artifact).isEmpty()) {
          unknown.putIfAbsent(artifact, daemon(one));
        }
      }
    }
    note(unknown);
    List<ReplicaView> added = new ArrayList<>(placements.size());
    for (int from = 0; from < placements.size(); from += MOST_AT_ONCE) {
      int to = Math.min(from + MOST_AT_ONCE, placements.size());
      added.addAll(placing.runAtEmptyPlaces(placements.subList(from, to), now));
    }
    added.forEach(replica -> ReplicaMetrics.registered(replica.place().memoryType()));
    return added;
  }

  /**
   * An inventory may name artifacts that nobody published and nobody registered a replica of; it
   * says nothing of them but that they are.
   *
   * @param artifacts in one order, so that two transactions that bring the same ones do not wait
   *     for each other
   */
  private void note(Map<String, Actor> artifacts) {
    List<Said> said =
        artifacts.entrySet().stream()
            .map(
                one -> new Said(one.getValue(), ArtifactFacts.of(one.getKey(), ArtifactClaim.NONE)))
            .toList();
    for (int from = 0; from < said.size(); from += MOST_AT_ONCE) {
      this.artifacts.run(said.subList(from, Math.min(from + MOST_AT_ONCE, said.size())));
    }
  }

  private static Placement placement(InventoryEntry entry, WorkerId worker) {
    return new Placement(
        entry.place(),
        worker,
        entry.memorySize(),
        entry.maxConcurrency(),
        entry.available(),
        entry.export(),
        Optional.empty());
  }
}
