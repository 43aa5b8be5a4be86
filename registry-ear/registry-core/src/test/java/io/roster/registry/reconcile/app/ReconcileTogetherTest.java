/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import static io.roster.registry.cluster.Workers.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.Workers;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.reconcile.InventoryEntry;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.ReconcileRequest.Kind;
import io.roster.registry.reconcile.Reconciliation;
import io.roster.registry.reconcile.StateChange;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Requests that share a transaction, of workers that quarrel over the same few places, are answered
 * as if each had come after the other, and leave the same behind.
 */
class ReconcileTogetherTest {

  private static final int GROUPS = 30;
  private static final int MOST_TOGETHER = 8;
  private static final int WORKERS = 4;
  private static final int ARTIFACTS = 4;

  private final long seed = Long.getLong("roster.test.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  /**
   * A request to come.
   *
   * @param sender the last one is unknown to the registry
   * @param ahead how far its number is from the right one
   */
  private record Planned(int sender, Kind kind, int ahead, List<InventoryEntry> inventory) {}

  /** Sends the requests of a group, and returns what each was answered. */
  private interface Way {
    List<Optional<Reconciliation>> send(ReconcilingCoordinator to, List<ReconcileRequest> group);
  }

  @RepeatedTest(3)
  void together_they_come_to_what_they_come_to_one_by_one() {
    System.out.println("roster.test.seed=" + seed);
    List<List<Planned>> plan = IntStream.range(0, GROUPS).mapToObj(group -> group()).toList();

    List<String> oneByOne =
        played(
            plan,
            (to, group) ->
                group.stream()
                    .flatMap(request -> to.reconcileTogether(List.of(request)).stream())
                    .toList());
    List<String> together = played(plan, ReconcilingCoordinator::reconcileTogether);

    assertThat(together).as("seed %d", seed).isEqualTo(oneByOne);
    assertThat(oneByOne).as("seed %d", seed).anyMatch(line -> line.contains("APPLIED"));
  }

  private List<Planned> group() {
    return IntStream.range(0, 1 + random.nextInt(MOST_TOGETHER))
        .mapToObj(
            each ->
                new Planned(
                    random.nextInt(WORKERS + 1),
                    random.nextInt(6) > 0 ? Kind.SNAPSHOT : Kind.DELTA,
                    random.nextInt(12) == 0 ? 1 - random.nextInt(3) : 0,
                    inventory()))
        .toList();
  }

  private List<InventoryEntry> inventory() {
    List<InventoryEntry> entries = new ArrayList<>();
    for (int artifact = 0; artifact < ARTIFACTS; artifact++) {
      if (random.nextInt(3) > 0) {
        ReplicaPlace place =
            new ReplicaPlace(
                "a" + artifact,
                "",
                "node",
                "10.0.0.1",
                65_090 + random.nextInt(2),
                MemoryType.GPU,
                0);
        boolean available = random.nextInt(3) > 0;
        entries.add(
            new InventoryEntry(place, 100, 4, available, Optional.empty(), Optional.empty()));
      }
    }
    return List.copyOf(entries);
  }

  private static List<String> played(List<List<Planned>> plan, Way way) {
    TestDatabase database = TestDatabase.clean();
    List<RegisteredWorker> workers =
        IntStream.range(0, WORKERS)
            .mapToObj(i -> Workers.actions(database).register(registration("d" + i, 50_052 + i)))
            .toList();
    long[] numbers = new long[WORKERS + 1];
    List<String> told = new ArrayList<>();
    try (ReconcilingCoordinator coordinator = new ReconcilingCoordinator("a", database)) {
      for (List<Planned> group : plan) {
        List<ReconcileRequest> requests =
            group.stream().map(planned -> request(planned, workers, numbers)).toList();
        List<Optional<Reconciliation>> answers = way.send(coordinator, requests);
        answers.forEach(answer -> told.add(answer.map(text -> told(text)).orElse("unknown")));
        told.addAll(registered(database, workers));
      }
    }
    return told;
  }

  private static ReconcileRequest request(
      Planned planned, List<RegisteredWorker> workers, long[] numbers) {
    int sender = planned.sender();
    if (planned.ahead() == 0) {
      numbers[sender]++;
    }
    return new ReconcileRequest(
        sender < WORKERS ? workers.get(sender).worker() : new WorkerId("nobody"),
        "",
        sender < WORKERS ? workers.get(sender).generation() : 1,
        numbers[sender] + planned.ahead(),
        planned.kind(),
        planned.inventory());
  }

  private static String told(Reconciliation answer) {
    Stream<String> changes =
        answer.changes().stream()
            .map(
                change ->
                    change instanceof StateChange.Removed removed
                        ? "- " + removed.former().place()
                        : change.reason());
    return String.join(
        " | ",
        answer.result().name(),
        String.valueOf(answer.stateVersion()),
        answer.stateChecksum(),
        String.join("; ", changes.sorted().toList()),
        answer.expected().stream().map(replica -> replica.place().toString()).sorted().toList()
            + "");
  }

  private static List<String> registered(TestDatabase database, List<RegisteredWorker> workers) {
    return workers.stream()
        .map(
            worker ->
                database.text(
                    "select coalesce(string_agg(concat_ws(' ', artifact_id, node_port, is_available), ';'"
                        + " order by artifact_id, node_port), '') from replica where worker_id = '"
                        + worker.worker().value()
                        + "'"))
        .toList();
  }
}
