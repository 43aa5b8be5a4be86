/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.journal.model.BulkChange;
import io.roster.registry.platform.ConcurrentChange;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.Reconciliation;
import io.roster.registry.reconcile.Reconciliation.Result;
import io.roster.registry.reconcile.app.ApplyDiffs.Applied;
import io.roster.registry.reconcile.app.ReconcileWorkers.Decided;
import io.roster.registry.reconcile.model.Cursor;
import io.roster.registry.reconcile.model.Diff;
import io.roster.registry.reconcile.model.Inventory;
import io.roster.registry.reconcile.model.ReconcileRows;
import io.roster.registry.reconcile.model.ReconcileRows.Extent;
import io.roster.registry.reconcile.model.ReconcileRows.Step;
import io.roster.registry.reconcile.model.Verdict;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the registry agree with what workers hold, all that report at once with the same few
 * statements. The transaction holds the workers' cursors: of two requests for one worker, whichever
 * coordinators they reach, the second waits.
 */
@ApplicationScoped
public class ReconcileWorkers implements BulkChange<ReconcileRequest, Optional<Decided>> {

  private static final String OPERATION = "ReconcileWorkerState";

  private static final Duration AFTER_A_GAP = Duration.ofMillis(100);

  /** A replica that changes between the look and the lock is looked at again. */
  private static final int LOOKS = 3;

  private ReconcileRows rows;
  private ApplyDiffs applying;
  private AgreedInventories agreed;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ReconcileWorkers() {}

  @Inject
  public ReconcileWorkers(ReconcileRows rows, ApplyDiffs applying, AgreedInventories agreed) {
    this.rows = rows;
    this.applying = applying;
    this.agreed = agreed;
  }

  /** What was decided, and what may be remembered of it once it is committed. */
  record Decided(Reconciliation answer, Optional<AgreedInventories.Agreed> agreement) {}

  /** A request that is the next one of its worker, and where that one stands. */
  record Turn(ReconcileRequest request, Cursor cursor, long fingerprint) {

    WorkerId worker() {
      return request.worker();
    }
  }

  /** How what a worker holds differs from what is registered for it. */
  record Compared(Turn turn, List<ReplicaView> registered, Diff diff) {

    WorkerId worker() {
      return turn.worker();
    }

    /** What must not have changed since it was read. */
    private Map<UUID, ReplicaView> touched() {
      Map<UUID, ReplicaView> touched = new LinkedHashMap<>();
      diff.removed().forEach(replica -> touched.put(replica.id(), replica));
      diff.updated().forEach(change -> touched.put(change.before().id(), change.before()));
      return touched;
    }

    /** Where it reads or writes. */
    private Set<ReplicaPlace> places() {
      return Stream.of(
              registered.stream().map(ReplicaView::place),
              diff.added().stream()
                  .map(turn.request().inventory()::get)
                  .map(entry -> entry.place()),
              diff.updated().stream().map(change -> change.after(turn.cursor().readAt()).place()))
          .flatMap(places -> places)
          .collect(Collectors.toSet());
    }
  }

  @Override
  public String operation() {
    return OPERATION;
  }

  @Override
  public Locks locks() {
    return Locks.INVENTORIES;
  }

  /** Runs inside one transaction, which may take its time. */
  Optional<Decided> runPatiently(ReconcileRequest request) {
    rows.takeTime();
    return run(List.of(request)).get(0);
  }

  /** Runs inside one transaction; nothing is decided for a worker that is not there. */
  @Override
  public List<Optional<Decided>> run(List<ReconcileRequest> requests) {
    Map<ReconcileRequest, Decided> decided = new IdentityHashMap<>();
    for (Map<WorkerId, ReconcileRequest> round : rounds(requests)) {
      decide(round, decided);
    }
    return requests.stream().map(request -> Optional.ofNullable(decided.get(request))).toList();
  }

  /** In each round a worker has one request at most; one after the other they are all, in order. */
  private static List<Map<WorkerId, ReconcileRequest>> rounds(List<ReconcileRequest> requests) {
    List<Map<WorkerId, ReconcileRequest>> rounds = new ArrayList<>();
    Map<WorkerId, ReconcileRequest> round = new LinkedHashMap<>();
    for (ReconcileRequest request : requests) {
      if (round.isEmpty() || round.containsKey(request.worker())) {
        round = new LinkedHashMap<>();
        rounds.add(round);
      }
      round.put(request.worker(), request);
    }
    return rounds;
  }

  private void decide(
      Map<WorkerId, ReconcileRequest> requests, Map<ReconcileRequest, Decided> decided) {
    Map<WorkerId, Cursor> cursors = rows.hold(requests.keySet());
    List<Turn> next = new ArrayList<>();
    Map<ReconcileRequest, Cursor> rebasing = new IdentityHashMap<>();
    requests.forEach(
        (worker, request) -> {
          Cursor cursor = cursors.get(worker);
          if (cursor != null) {
            switch (Verdict.of(request, cursor)) {
              case REPLAY -> decided.put(request, settled(Result.NOOP, Duration.ZERO, cursor));
              case STALE ->
                  decided.put(request, settled(Result.IGNORED_STALE, Duration.ZERO, cursor));
              case GAP -> decided.put(request, settled(Result.RETRY_LATER, AFTER_A_GAP, cursor));
              case REBASE -> rebasing.put(request, cursor);
              case NEXT ->
                  next.add(new Turn(request, cursor, Inventory.fingerprint(request.inventory())));
            }
          }
        });
    rebase(rebasing, decided);
    List<Turn> asBefore = asBefore(next);
    if (!asBefore.isEmpty()) {
      advance(asBefore, decided);
      next.removeAll(asBefore);
    }
    compare(next, decided);
  }

  private void rebase(
      Map<ReconcileRequest, Cursor> requests, Map<ReconcileRequest, Decided> decided) {
    if (requests.isEmpty()) {
      return;
    }
    Map<WorkerId, List<ReplicaView>> expected =
        rows.replicas(requests.keySet().stream().map(ReconcileRequest::worker).toList());
    requests.forEach(
        (request, cursor) ->
            decided.put(
                request,
                new Decided(
                    answer(
                        Result.REBASE_REQUIRED,
                        Duration.ZERO,
                        cursor,
                        expected.getOrDefault(request.worker(), List.of())),
                    Optional.empty())));
  }

  private static Decided settled(Result result, Duration retryAfter, Cursor cursor) {
    return new Decided(answer(result, retryAfter, cursor, List.of()), Optional.empty());
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

  /** Those whose inventory is the one that was agreed on, as is what is registered. */
  private List<Turn> asBefore(List<Turn> turns) {
    Map<Turn, Extent> agreedOn = new IdentityHashMap<>();
    for (Turn turn : turns) {
      if (turn.request().kind() == ReconcileRequest.Kind.SNAPSHOT) {
        agreed
            .extent(turn.worker(), turn.cursor(), turn.fingerprint())
            .ifPresent(extent -> agreedOn.put(turn, extent));
      }
    }
    if (agreedOn.isEmpty()) {
      return List.of();
    }
    Map<WorkerId, Extent> extents =
        rows.extents(agreedOn.keySet().stream().map(Turn::worker).toList());
    return turns.stream()
        .filter(
            turn -> {
              Extent before = agreedOn.get(turn);
              return before != null && before.equals(extents.get(turn.worker()));
            })
        .toList();
  }

  private void advance(List<Turn> turns, Map<ReconcileRequest, Decided> decided) {
    rows.advance(
        turns.stream()
            .map(turn -> new Step(turn.worker(), turn.request().requestSeq(), Result.NOOP.name()))
            .toList());
    for (Turn turn : turns) {
      decided.put(
          turn.request(),
          new Decided(
              answer(Result.NOOP, Duration.ZERO, turn.cursor(), List.of()),
              Optional.of(agreed.next(turn.worker(), turn.request().requestSeq()))));
    }
  }

  private void compare(List<Turn> turns, Map<ReconcileRequest, Decided> decided) {
    List<Turn> open = new ArrayList<>(turns);
    int inVain = 0;
    while (!open.isEmpty()) {
      List<Compared> certain = apart(still(look(open)));
      if (certain.isEmpty() && ++inVain == LOOKS) {
        throw new ConcurrentChange(OPERATION);
      }
      applying
          .run(certain)
          .forEach((turn, applied) -> decided.put(turn.request(), decided(turn, applied)));
      certain.forEach(done -> open.remove(done.turn()));
    }
  }

  private List<Compared> look(List<Turn> turns) {
    Map<WorkerId, List<ReplicaView>> registered =
        rows.replicas(turns.stream().map(Turn::worker).toList());
    return turns.stream()
        .map(
            turn -> {
              List<ReplicaView> own = registered.getOrDefault(turn.worker(), List.of());
              return new Compared(turn, own, Diff.of(turn.request(), own));
            })
        .toList();
  }

  /** Locks what is to be changed; without those of which something is not what it was. */
  private List<Compared> still(List<Compared> compared) {
    Map<UUID, ReplicaView> touched = new LinkedHashMap<>();
    compared.forEach(one -> touched.putAll(one.touched()));
    if (touched.isEmpty()) {
      return compared;
    }
    Set<ReplicaView> locked = new HashSet<>(rows.lock(touched.keySet()));
    return compared.stream().filter(one -> locked.containsAll(one.touched().values())).toList();
  }

  /**
   * Those that have no place in common: what one of them does then means nothing to another, as if
   * they had come one after the other. The rest looks again, after them.
   */
  private static List<Compared> apart(List<Compared> compared) {
    if (compared.size() <= 1) {
      return compared;
    }
    Set<ReplicaPlace> taken = new HashSet<>();
    List<Compared> apart = new ArrayList<>(compared.size());
    for (Compared one : compared) {
      Set<ReplicaPlace> places = one.places();
      if (Collections.disjoint(taken, places)) {
        apart.add(one);
      }
      taken.addAll(places);
    }
    return apart;
  }

  private static Decided decided(Turn turn, Applied applied) {
    if (turn.request().kind() != ReconcileRequest.Kind.SNAPSHOT) {
      // The same entries as a snapshot would say more.
      return new Decided(applied.answer(), Optional.empty());
    }
    return new Decided(
        applied.answer(),
        Optional.of(
            new AgreedInventories.Agreed(
                turn.request().generation(),
                turn.request().requestSeq(),
                applied.answer().stateVersion(),
                applied.answer().stateChecksum(),
                turn.fingerprint(),
                applied.extent())));
  }
}
