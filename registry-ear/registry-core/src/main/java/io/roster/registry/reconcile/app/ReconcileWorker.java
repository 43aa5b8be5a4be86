/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import io.roster.registry.artifact.app.ArtifactDirectory;
import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.AnsweredRequests;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.ConcurrentChange;
import io.roster.registry.platform.JsonValues;
import io.roster.registry.reconcile.InventoryEntry;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.Reconciliation;
import io.roster.registry.reconcile.Reconciliation.Result;
import io.roster.registry.reconcile.StateChange;
import io.roster.registry.reconcile.model.Cursor;
import io.roster.registry.reconcile.model.Diff;
import io.roster.registry.reconcile.model.Difference;
import io.roster.registry.reconcile.model.Inventory;
import io.roster.registry.reconcile.model.ReconcileRows;
import io.roster.registry.reconcile.model.ReconcileRows.Extent;
import io.roster.registry.reconcile.model.Verdict;
import io.roster.registry.replica.ArtifactClaim;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes the registry agree with what a worker holds, in one transaction that holds the worker's
 * cursor: of two requests for one worker, whichever coordinators they reach, the second waits.
 */
@ApplicationScoped
public class ReconcileWorker {

  private static final Duration AFTER_A_GAP = Duration.ofMillis(100);

  /** No statement may take as long as the database lets one. */
  private static final int MOST_AT_ONCE = 5_000;

  /** A replica that changes between the look and the lock is looked at again. */
  private static final int LOOKS = 3;

  private ReconcileRows rows;
  private ArtifactDirectory known;
  private NoteArtifacts artifacts;
  private PlaceReplicas placing;
  private ManyReplicas places;
  private AnsweredRequests answered;
  private Journal journal;
  private AgreedInventories agreed;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ReconcileWorker() {}

  @Inject
  public ReconcileWorker(
      ReconcileRows rows,
      ArtifactDirectory known,
      NoteArtifacts artifacts,
      PlaceReplicas placing,
      ManyReplicas places,
      AnsweredRequests answered,
      Journal journal,
      AgreedInventories agreed) {
    this.rows = rows;
    this.known = known;
    this.artifacts = artifacts;
    this.placing = placing;
    this.places = places;
    this.answered = answered;
    this.journal = journal;
    this.agreed = agreed;
  }

  /** What was decided, and what may be remembered of it once it is committed. */
  record Decided(Reconciliation answer, Optional<AgreedInventories.Agreed> agreement) {}

  /** What became of a comparison, and how much is registered then. */
  private record Compared(Reconciliation answer, Extent extent) {}

  /** Runs inside one transaction, which may take its time. */
  Decided runPatiently(ReconcileRequest request) {
    rows.takeTime();
    return run(request);
  }

  /** Runs inside one transaction. */
  Decided run(ReconcileRequest request) {
    Cursor cursor =
        rows.hold(request.worker()).orElseThrow(() -> new UnknownWorker(request.worker()));
    return switch (Verdict.of(request, cursor)) {
      case REPLAY -> settled(answer(Result.NOOP, Duration.ZERO, cursor, List.of()));
      case STALE -> settled(answer(Result.IGNORED_STALE, Duration.ZERO, cursor, List.of()));
      case GAP -> settled(answer(Result.RETRY_LATER, AFTER_A_GAP, cursor, List.of()));
      case REBASE ->
          settled(
              answer(
                  Result.REBASE_REQUIRED, Duration.ZERO, cursor, rows.replicas(request.worker())));
      case NEXT -> next(request, cursor);
    };
  }

  private static Decided settled(Reconciliation answer) {
    return new Decided(answer, Optional.empty());
  }

  private static Reconciliation answer(
      Result result, Duration retryAfter, Cursor cursor, List<ReplicaView> expected) {
    return new Reconciliation(
        result,
        retryAfter,
        cursor.stateVersion(),
        cursor.stateChecksum(),
        List.of(),
        expected,
        Map.of());
  }

  private Decided next(ReconcileRequest request, Cursor cursor) {
    WorkerId worker = request.worker();
    long fingerprint = Inventory.fingerprint(request.inventory());
    if (request.kind() == ReconcileRequest.Kind.SNAPSHOT
        && agreed.isAsBefore(worker, cursor, fingerprint, () -> rows.extent(worker))) {
      rows.advance(worker, request.requestSeq(), Result.NOOP.name());
      return new Decided(
          answer(Result.NOOP, Duration.ZERO, cursor, List.of()),
          Optional.of(agreed.next(worker, request.requestSeq())));
    }
    Compared compared = compare(request, cursor);
    Reconciliation outcome = compared.answer();
    if (request.kind() != ReconcileRequest.Kind.SNAPSHOT) {
      // The same entries as a snapshot would say more.
      return settled(outcome);
    }
    AgreedInventories.Agreed agreement =
        new AgreedInventories.Agreed(
            request.generation(),
            request.requestSeq(),
            outcome.stateVersion(),
            outcome.stateChecksum(),
            fingerprint,
            compared.extent());
    return new Decided(outcome, Optional.of(agreement));
  }

  private Compared compare(ReconcileRequest request, Cursor cursor) {
    WorkerId worker = request.worker();
    for (int look = 1; look <= LOOKS; look++) {
      List<ReplicaView> registered = rows.replicas(worker);
      Diff diff = Diff.of(request, registered);
      if (isStill(diff)) {
        return diff.isEmpty()
            ? unchanged(request, cursor, registered)
            : apply(request, cursor, registered, diff);
      }
    }
    throw new ConcurrentChange("ReconcileWorkerState");
  }

  /** Locks what is to be changed; false when one of it is not what it was. */
  private boolean isStill(Diff diff) {
    Map<UUID, ReplicaView> touched = new LinkedHashMap<>();
    diff.removed().forEach(replica -> touched.put(replica.id(), replica));
    diff.updated().forEach(change -> touched.put(change.before().id(), change.before()));
    if (touched.isEmpty()) {
      return true;
    }
    List<ReplicaView> locked = rows.lock(touched.keySet());
    return locked.size() == touched.size()
        && locked.stream().allMatch(replica -> replica.equals(touched.get(replica.id())));
  }

  private Compared unchanged(
      ReconcileRequest request, Cursor cursor, List<ReplicaView> registered) {
    String checksum = ReplicaDirectory.checksum(registered);
    if (checksum.equals(cursor.stateChecksum())) {
      rows.advance(request.worker(), request.requestSeq(), Result.NOOP.name());
      return new Compared(
          answer(Result.NOOP, Duration.ZERO, cursor, List.of()), rows.extent(request.worker()));
    }
    return agree(request, cursor, Result.NOOP, cursor.stateVersion(), checksum, List.of());
  }

  private Compared apply(
      ReconcileRequest request, Cursor cursor, List<ReplicaView> registered, Diff diff) {
    Instant now = cursor.readAt();
    Actor daemon = Actor.daemon(cursor.daemonId());
    Map<UUID, ReplicaView> result = new LinkedHashMap<>();
    registered.forEach(replica -> result.put(replica.id(), replica));
    List<StateChange> changes = new ArrayList<>(diff.size());

    remove(diff.removed(), daemon);
    diff.removed().forEach(replica -> result.remove(replica.id()));
    for (ReplicaView changed : update(diff.updated(), daemon, now)) {
      result.put(changed.id(), changed);
    }
    for (ReplicaView added : add(request, diff.added(), daemon, now)) {
      result.put(added.id(), added);
    }

    diff.added().forEach(entry -> changes.add(new StateChange.Added(entry)));
    diff.removed().forEach(replica -> changes.add(new StateChange.Removed(replica)));
    diff.updated()
        .forEach(
            change ->
                changes.add(
                    new StateChange.Updated(
                        change.after(now), change.reason(), change.concernsTransport())));
    return agree(
        request,
        cursor,
        Result.APPLIED,
        cursor.stateVersion() + 1,
        ReplicaDirectory.checksum(result.values()),
        changes);
  }

  private Compared agree(
      ReconcileRequest request,
      Cursor cursor,
      Result result,
      long version,
      String checksum,
      List<StateChange> changes) {
    Extent extent =
        rows.agree(request.worker(), request.requestSeq(), result.name(), version, checksum);
    journal.append(
        Actor.daemon(cursor.daemonId()),
        "worker.reconciled",
        request.worker().value(),
        state(
            cursor.generation(),
            cursor.requestSeq(),
            cursor.stateVersion(),
            cursor.stateChecksum()),
        state(request.generation(), request.requestSeq(), version, checksum));
    return new Compared(
        new Reconciliation(result, Duration.ZERO, version, checksum, changes, List.of(), Map.of()),
        extent);
  }

  private static JsonObject state(long generation, long seq, long version, String checksum) {
    return JsonValues.object()
        .add("generation", Long.toUnsignedString(generation))
        .add("request_seq", Long.toUnsignedString(seq))
        .add("state_version", Long.toUnsignedString(version))
        .add("state_checksum", checksum)
        .build();
  }

  private List<ReplicaView> add(
      ReconcileRequest request, List<Integer> entries, Actor daemon, Instant now) {
    List<Placement> placements =
        entries.stream()
            .map(request.inventory()::get)
            .map(entry -> placement(entry, request.worker()))
            .toList();
    noteArtifacts(placements, daemon);
    List<ReplicaView> added = new ArrayList<>(placements.size());
    for (int from = 0; from < placements.size(); from += MOST_AT_ONCE) {
      int to = Math.min(from + MOST_AT_ONCE, placements.size());
      added.addAll(placing.runAtEmptyPlaces(placements.subList(from, to), now));
    }
    added.forEach(replica -> ReplicaMetrics.registered(replica.place().memoryType()));
    return added;
  }

  /**
   * An inventory may name artifacts that nobody published and nobody registered a replica of. It
   * says nothing of them but that they exist, and what is known once is not forgotten; so those
   * that memory knows need no look into the database.
   */
  private void noteArtifacts(List<Placement> placements, Actor daemon) {
    // In one order, so that two workers that bring the same ones do not wait for each other.
    List<Said> said =
        placements.stream()
            .map(placement -> placement.place().artifactId())
            .filter(artifact -> known.find(artifact).isEmpty())
            .distinct()
            .sorted()
            .map(artifact -> new Said(daemon, ArtifactFacts.of(artifact, ArtifactClaim.NONE)))
            .toList();
    for (int from = 0; from < said.size(); from += MOST_AT_ONCE) {
      artifacts.run(said.subList(from, Math.min(from + MOST_AT_ONCE, said.size())));
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

  private void remove(List<ReplicaView> replicas, Actor daemon) {
    if (replicas.isEmpty()) {
      return;
    }
    List<UUID> ids = replicas.stream().map(ReplicaView::id).toList();
    rows.remove(ids);
    answered.forget(RegisterReplicas.OPERATION, ids.stream().map(UUID::toString).toList());
    for (ReplicaView replica : replicas) {
      journal.append(
          daemon,
          "replica.removed",
          replica.id().toString(),
          ReplicaJson.of(replica),
          JsonValue.NULL);
      ReplicaMetrics.unregistered(replica.place().memoryType());
    }
  }

  private List<ReplicaView> update(List<Difference> differences, Actor daemon, Instant now) {
    if (differences.isEmpty()) {
      return List.of();
    }
    makeRoom(differences, daemon, now);
    List<ReplicaView> changed = differences.stream().map(change -> change.after(now)).toList();
    rows.put(changed);
    for (int i = 0; i < changed.size(); i++) {
      journal.append(
          daemon,
          "replica.updated",
          changed.get(i).id().toString(),
          ReplicaJson.of(differences.get(i).before()),
          ReplicaJson.of(changed.get(i)));
    }
    return changed;
  }

  /** Where a replica of this worker moves to, what was left behind by another one is no more. */
  private void makeRoom(List<Difference> differences, Actor daemon, Instant now) {
    List<ReplicaView> moved =
        differences.stream().filter(Difference::moves).map(change -> change.after(now)).toList();
    if (moved.isEmpty()) {
      return;
    }
    Set<UUID> own =
        differences.stream().map(change -> change.before().id()).collect(Collectors.toSet());
    List<ReplicaView> inTheWay =
        places
            .lockAt(moved.stream().map(ReplicaView::place).collect(Collectors.toSet()))
            .values()
            .stream()
            .filter(replica -> !own.contains(replica.id()))
            .toList();
    remove(inTheWay, daemon);
  }
}
