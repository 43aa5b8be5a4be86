/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import static io.roster.registry.cluster.Workers.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.cluster.Workers;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.ReconcileRequest.Kind;
import io.roster.registry.reconcile.Reconciliation;
import io.roster.registry.reconcile.Reconciliation.Result;
import io.roster.registry.replica.Replicas;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Daemons whose inventories drift, whose requests get lost, come twice or late, on two coordinators
 * in turn, while replicas are registered and silenced behind their backs: as soon as that stops,
 * both sides agree, and nothing that a daemon holds was ever taken from it.
 */
class ReconcileNoiseTest {

  private static final int STEPS = 300;
  private static final int ARTIFACTS = 12;

  private final long seed = Long.getLong("roster.test.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final TestDatabase database = TestDatabase.clean();
  private final List<Daemon> daemons =
      IntStream.range(0, 4)
          .mapToObj(
              i ->
                  new Daemon(
                      "d" + i,
                      Workers.actions(database).register(registration("d" + i, 50_052 + i))))
          .toList();
  private final List<ReconcilingCoordinator> coordinators =
      List.of(new ReconcilingCoordinator("a", database), new ReconcilingCoordinator("b", database));
  private final Set<Result> reached = EnumSet.noneOf(Result.class);
  private final List<ReconcileRequest> old = new ArrayList<>();

  @AfterEach
  void end() {
    coordinators.forEach(ReconcilingCoordinator::close);
  }

  @RepeatedTest(3)
  void when_the_noise_stops_both_sides_agree_within_two_rounds() {
    System.out.println("roster.test.seed=" + seed);
    for (int step = 0; step < STEPS; step++) {
      disturb(daemons.get(random.nextInt(daemons.size())));
    }
    assertThat(reached).as("seed %d", seed).containsExactlyInAnyOrder(Result.values());

    for (Daemon daemon : daemons) {
      Reconciliation last = agree(daemon);
      assertThat(last.stateChecksum()).as("seed %d", seed).isEqualTo(daemon.checksum());
      for (ReconcilingCoordinator coordinator : coordinators) {
        await()
            .untilAsserted(
                () ->
                    assertThat(coordinator.held(daemon))
                        .as("seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(daemon.held().keySet()));
      }
    }
  }

  private Reconciliation agree(Daemon daemon) {
    send(daemon, daemon.next());
    return send(daemon, daemon.next());
  }

  private void disturb(Daemon daemon) {
    String artifact = "artifact-" + random.nextInt(ARTIFACTS);
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> daemon.hold(artifact, random.nextInt(4) > 0, Optional.empty());
      case 3 -> daemon.drop(artifact);
      case 4 -> {
        // Lost on its way: the next one is told so.
        daemon.next();
        assertThat(send(daemon, daemon.next()).result()).isEqualTo(Result.RETRY_LATER);
        daemon.stepBack();
        daemon.stepBack();
      }
      case 5 -> late();
      case 6 -> send(daemon, daemon.next(Kind.DELTA, List.of()));
      case 7 -> {
        ReconcileRequest next = daemon.request(Kind.SNAPSHOT, List.of());
        Reconciliation outcome =
            send(
                daemon,
                new ReconcileRequest(
                    next.worker(),
                    next.daemonId(),
                    next.generation() + 1,
                    1,
                    Kind.SNAPSHOT,
                    List.of()));
        assertThat(outcome.result()).isEqualTo(Result.REBASE_REQUIRED);
      }
      case 8 ->
          any()
              .replicaActions()
              .register(
                  Replicas.registration(daemon.place(artifact), daemon.worker(), Optional.empty()));
      case 9 ->
          database.execute(
              "update replica set is_available = false, updated_at = clock_timestamp() where worker_id = '"
                  + daemon.worker().value()
                  + "' and artifact_id = '"
                  + artifact
                  + "'");
      case 10 -> {
        ReconcileRequest request = daemon.next();
        send(daemon, request);
        send(daemon, request);
      }
      default -> send(daemon, daemon.next());
    }
  }

  private void late() {
    if (!old.isEmpty()) {
      ReconcileRequest request = old.get(random.nextInt(old.size()));
      Reconciliation outcome = any().reconcile(request);
      reached.add(outcome.result());
      assertThat(outcome.result())
          .as("seed %d: a late request changes nothing", seed)
          .isIn(Result.IGNORED_STALE, Result.NOOP);
      assertThat(outcome.changes()).isEmpty();
    }
  }

  private Reconciliation send(Daemon daemon, ReconcileRequest request) {
    List<String> before = stored(daemon);
    Reconciliation outcome = any().reconcile(request);
    reached.add(outcome.result());
    List<String> live =
        before.stream().filter(artifact -> daemon.held().containsKey(artifact)).toList();
    assertThat(stored(daemon)).as("seed %d: what the daemon holds stays", seed).containsAll(live);
    if (outcome.result() == Result.APPLIED || outcome.result() == Result.NOOP) {
      old.add(request);
    }
    return outcome;
  }

  private List<String> stored(Daemon daemon) {
    String listed =
        database.text(
            "select coalesce(string_agg(artifact_id, ','), '') from replica where worker_id = ?",
            daemon.worker().value());
    return listed.isEmpty() ? List.of() : List.of(listed.split(","));
  }

  private ReconcilingCoordinator any() {
    return coordinators.get(random.nextInt(coordinators.size()));
  }
}
