/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.client.Channels;
import io.roster.bench.client.Keys;
import io.roster.bench.client.Workers;
import io.roster.bench.client.WorkingFleet;
import io.roster.bench.load.Action;
import io.roster.bench.load.OpenLoop;
import io.roster.bench.load.Outcome;
import io.roster.bench.load.Stream;
import io.roster.bench.product.Coordinator;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.time.Duration;
import java.util.List;

/** What a busy fleet sends, at the rate at which it sends it, whatever the answers do. */
public final class HaMix implements Scenario {

  private static final int WORKERS = 16;
  private static final int RESOLVERS = 32;
  private static final double RESOLVES_PER_SECOND = 20;
  private static final Duration BEAT_INTERVAL = Duration.ofMillis(100);
  private static final Duration RECONCILE_INTERVAL = Duration.ofMillis(500);
  private static final Duration CHUNK_INTERVAL = Duration.ofMillis(500);
  private static final List<Integer> SCALES = List.of(1, 4, 8);

  private static final Parameter CONNECTIONS =
      new Parameter("connections", 16, 1, "connections that workers and resolvers share");
  private static final Parameter REPLICAS =
      new Parameter("replicas", 8, 1, "replicas that each worker holds");
  private static final Parameter CHANGE_EVERY =
      new Parameter("change-every", 10, 1, "reconciles after which a worker's inventory changes");

  @Override
  public String name() {
    return "ha-mix";
  }

  @Override
  public String summary() {
    return "heartbeats, reconciles, chunk reports and resolves at constant rates (864 a second, x4, x8): served against offered";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(CONNECTIONS, Resolve.KEYS, REPLICAS, CHANGE_EVERY);
  }

  @Override
  public void run(Stage stage) {
    Coordinator coordinator = stage.startCoordinator();
    Channels channels =
        stage.keep(() -> Channels.open(coordinator.grpcPort(), stage.count(CONNECTIONS)));
    Keys keys = new Keys(channels, stage.count(Resolve.KEYS));
    keys.prepare();
    Conditions conditions =
        stage
            .conditions(coordinator)
            .with("connections", channels.count())
            .with("keys", stage.value(Resolve.KEYS))
            .with("replicas", stage.value(REPLICAS))
            .with("change_every", stage.value(CHANGE_EVERY))
            .with("file_system", coordinator.fileSystem());
    for (int scale : SCALES) {
      measure(stage, scale, channels, keys, conditions);
    }
  }

  private void measure(
      Stage stage, int scale, Channels channels, Keys keys, Conditions conditions) {
    Workers workers = new Workers(channels, WORKERS * scale);
    workers.register();
    WorkingFleet fleet =
        new WorkingFleet(channels, workers, stage.count(REPLICAS), stage.count(CHANGE_EVERY));
    List<Stream> streams =
        List.of(
            fleet.heartbeats(BEAT_INTERVAL),
            fleet.reconciles(RECONCILE_INTERVAL),
            fleet.chunkReports(CHUNK_INTERVAL),
            resolves(keys, scale));
    stage.say("measuring x" + scale);
    OpenLoop.Measured measured;
    try (OpenLoop loop = stage.keep(() -> OpenLoop.started(streams))) {
      loop.during(stage.warmUp());
      measured = loop.during(stage.measured());
    }
    Conditions scaled =
        conditions
            .with("workers", workers.count())
            .with("resolvers", RESOLVERS * scale)
            .with("generator_late_p99_ms", measured.lateness().millisAt(99));
    for (int i = 0; i < streams.size(); i++) {
      String name = name() + "-x" + scale + "." + streams.get(i).name();
      stage.report(figure(name, measured.streams().get(i), scaled));
    }
    if (!measured.reasons().isEmpty()) {
      stage.say("not served: " + String.join("; ", measured.reasons()));
    }
    if (fleet.retries() > 0) {
      stage.say(fleet.retries() + " reconciles were asked to come again");
    }
  }

  private static Stream resolves(Keys keys, int scale) {
    Action resolve = keys.resolveInTime();
    return new Stream(
        "ResolveKeyMapping",
        RESOLVERS * RESOLVES_PER_SECOND * scale,
        (turn, completion) -> resolve.begin(0, completion));
  }

  private static Figure figure(String name, Outcome outcome, Conditions conditions) {
    return Figure.of(name, outcome.servedPerSecond(), "served/s", conditions)
        .comparedWith("offered", outcome.offeredPerSecond())
        .detail("offered", outcome.offered())
        .detail("shed", outcome.shed())
        .detail("failed", outcome.failed())
        .detail("unanswered", outcome.unanswered())
        .detail("p50_ms", outcome.latencies().millisAt(50))
        .detail("p95_ms", outcome.latencies().millisAt(95))
        .detail("p99_ms", outcome.latencies().millisAt(99))
        .detail("max_ms", outcome.latencies().longestMillis());
  }
}
