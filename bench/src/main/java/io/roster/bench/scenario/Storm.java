/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.client.Channels;
import io.roster.bench.client.Keys;
import io.roster.bench.client.Workers;
import io.roster.bench.client.WorkingFleet;
import io.roster.bench.database.BenchDatabase;
import io.roster.bench.load.Action;
import io.roster.bench.load.Batch;
import io.roster.bench.load.OpenLoop;
import io.roster.bench.load.Outcome;
import io.roster.bench.load.Pause;
import io.roster.bench.load.Stream;
import io.roster.bench.product.Coordinator;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import io.roster.bench.report.MeasurementFailed;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Most of a fleet is lost in one second, and comes back all at once. */
public final class Storm implements Scenario {

  private static final int AT_A_TIME = 64;
  private static final int RESOLVES_PER_SECOND = 400;
  private static final double REREGISTRATION_LIMIT_SECONDS = 15;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration WINDOW = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

  private static final Parameter WORKERS =
      new Parameter("workers", 5_000, 1, "workers that fall silent and come back");
  private static final Parameter STEADY =
      new Parameter("steady", 500, 1, "workers that beat all the time");
  private static final Parameter CONNECTIONS =
      new Parameter("connections", 200, 1, "connections that all share");
  private static final Parameter REPLICAS =
      new Parameter("replicas", 8, 1, "replicas in the inventory of each");

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public String summary() {
    return "5,000 workers expire in one second and come back with full inventories: seconds, p99 of"
        + " other calls";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(WORKERS, STEADY, CONNECTIONS, REPLICAS, Resolve.KEYS);
  }

  @Override
  public void run(Stage stage) {
    Coordinator coordinator = stage.startCoordinator();
    Channels channels =
        stage.keep(() -> Channels.open(coordinator.grpcPort(), stage.count(CONNECTIONS)));
    Keys keys = new Keys(channels, stage.count(Resolve.KEYS));
    keys.prepare();
    int steady = stage.count(STEADY);
    Workers workers = new Workers(channels, steady + stage.count(WORKERS));
    Conditions conditions =
        stage
            .conditions(coordinator)
            .with("workers", stage.value(WORKERS))
            .with("steady", steady)
            .with("replicas", stage.value(REPLICAS));
    OpenLoop others = stage.keep(() -> OpenLoop.started(others(workers, steady, keys)));
    stage.say("registering " + workers.count() + " workers");
    Duration first;
    // Whoever waits for its turn to reconcile must not expire before it is meant to.
    try (OpenLoop alive = workers.pulse()) {
      first = workers.register();
      reconcile(channels, workers, stage);
    }
    stage.report(
        Figure.of(
            "storm-first-registration",
            workers.count() / (first.toNanos() / 1e9),
            "workers/s",
            conditions));
    stage.report(expire(stage, coordinator.database(), workers, steady, conditions));
    comeBack(stage, channels, workers, steady, others, conditions);
  }

  private static List<Stream> others(Workers workers, int steady, Keys keys) {
    Action beat = workers.heartbeat();
    Action resolve = keys.resolveInTime();
    return List.of(
        new Stream(
            "WorkerHeartbeat",
            steady / (Workers.INTERVAL.toNanos() / 1e9),
            (turn, completion) -> {
              int number = (int) (turn % steady);
              if (workers.isRegistered(number)) {
                beat.begin(number, completion);
              }
            }),
        new Stream(
            "ResolveKeyMapping",
            RESOLVES_PER_SECOND,
            (turn, completion) -> resolve.begin(0, completion)));
  }

  /** The same, beating meanwhile, as daemons do that are back. */
  private static Duration reconciled(Channels channels, Workers workers, Stage stage) {
    try (OpenLoop alive = workers.pulse()) {
      return reconcile(channels, workers, stage);
    }
  }

  /** Everybody tells what it holds, as a daemon does after it has registered. */
  private static Duration reconcile(Channels channels, Workers workers, Stage stage) {
    Stream reconciles =
        new WorkingFleet(channels, workers, stage.count(REPLICAS), Integer.MAX_VALUE)
            .reconciles(Workers.INTERVAL);
    return Batch.each(
        "ReconcileWorkerState",
        (item, completion) -> reconciles.arrival().arrive(item, completion),
        workers.count(),
        AT_A_TIME);
  }

  private static Figure expire(
      Stage stage, BenchDatabase database, Workers workers, int steady, Conditions conditions) {
    int lost = workers.count() - steady;
    Action beat = workers.heartbeat();
    Duration lastBeats =
        Batch.each(
            "WorkerHeartbeat",
            (item, completion) -> beat.begin(steady + item, completion),
            lost,
            AT_A_TIME);
    long silentSince = System.nanoTime();
    long revision = database.revision();
    stage.say(lost + " workers are silent from now on");
    long began = awaitExpired(database, revision, 1);
    long ended = awaitExpired(database, revision, lost);
    return Figure.of("storm-expiry", (ended - began) / 1e9, "s", conditions)
        .detail("last_beats_s", lastBeats.toNanos() / 1e9)
        .detail("silence_until_first_s", (began - silentSince) / 1e9)
        .detail("expired", database.expiredSince(revision));
  }

  private static long awaitExpired(BenchDatabase database, long revision, long wanted) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (database.expiredSince(revision) < wanted) {
      if (System.nanoTime() - end > 0) {
        throw new MeasurementFailed("not all of the silent workers were expired in time");
      }
      Pause.of(LOOK);
    }
    return System.nanoTime();
  }

  private static void comeBack(
      Stage stage,
      Channels channels,
      Workers workers,
      int steady,
      OpenLoop others,
      Conditions conditions) {
    stage.say("all of them come back");
    CompletableFuture<List<Duration>> storm =
        CompletableFuture.supplyAsync(
            () -> List.of(workers.registerFrom(steady), reconciled(channels, workers, stage)));
    List<Outcome> meanwhile = new ArrayList<>(others.during(WINDOW).streams());
    while (!storm.isDone()) {
      List<Outcome> more = others.during(WINDOW).streams();
      for (int i = 0; i < more.size(); i++) {
        meanwhile.set(i, meanwhile.get(i).plus(more.get(i)));
      }
    }
    List<Duration> times = storm.join();
    double seconds = times.stream().mapToLong(Duration::toNanos).sum() / 1e9;
    stage.report(
        Figure.of("storm-reregistration", seconds, "s", conditions)
            .comparedWith("limit", REREGISTRATION_LIMIT_SECONDS)
            .detail("registering_s", times.get(0).toNanos() / 1e9)
            .detail("reconciling_s", times.get(1).toNanos() / 1e9));
    stage.report(other("storm-heartbeats", meanwhile.get(0), conditions));
    stage.report(other("storm-resolves", meanwhile.get(1), conditions));
  }

  private static Figure other(String name, Outcome outcome, Conditions conditions) {
    return Figure.of(name, outcome.latencies().millisAt(99), "ms (p99)", conditions)
        .detail("served", outcome.served())
        .detail("offered", outcome.offered())
        .detail("shed", outcome.shed())
        .detail("failed", outcome.failed())
        .detail("p50_ms", outcome.latencies().millisAt(50))
        .detail("max_ms", outcome.latencies().longestMillis());
  }
}
