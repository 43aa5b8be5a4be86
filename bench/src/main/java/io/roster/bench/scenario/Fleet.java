/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.client.ActiveWorkers;
import io.roster.bench.client.Channels;
import io.roster.bench.client.Workers;
import io.roster.bench.database.BenchDatabase;
import io.roster.bench.load.OpenLoop;
import io.roster.bench.load.Outcome;
import io.roster.bench.load.Pause;
import io.roster.bench.proc.Processes;
import io.roster.bench.product.Coordinator;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import io.roster.bench.report.Refused;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.time.Duration;
import java.util.List;

/**
 * A large fleet that does nothing but live: what it costs, and whether anybody is taken for dead.
 */
public final class Fleet implements Scenario {

  /** Beside the sockets: files of this process's Java. */
  private static final long OTHER_FILES = 500;

  private static final Parameter WORKERS =
      new Parameter("workers", 14_000, 1, "workers of the fleet");
  private static final Parameter CONNECTIONS =
      new Parameter("connections", 1_400, 1, "connections that the workers share evenly");

  @Override
  public String name() {
    return "fleet";
  }

  @Override
  public String summary() {
    return "14,000 workers that beat every 5 s: processor cores that they take, workers wrongly expired";
  }

  @Override
  public long usualSeconds() {
    return 120;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(WORKERS, CONNECTIONS);
  }

  @Override
  public void run(Stage stage) {
    requireSockets(stage.value(CONNECTIONS));
    Coordinator coordinator = stage.startCoordinator();
    BenchDatabase database = coordinator.database();
    Channels channels =
        stage.keep(() -> Channels.open(coordinator.grpcPort(), stage.count(CONNECTIONS)));
    Workers workers = new Workers(channels, stage.count(WORKERS));
    long revisionBefore = database.revision();
    // Whoever registers first must beat while the others still register.
    OpenLoop beats =
        stage.keep(() -> OpenLoop.started(List.of(workers.heartbeats(Workers.INTERVAL))));
    stage.say("registering " + workers.count() + " workers");
    Duration registering = workers.register();
    Pause.of(stage.warmUp());

    stage.say("measuring");
    Usage usage = Usage.begin(coordinator);
    OpenLoop.Measured measured = beats.during(stage.measured());
    Usage.Cores cores = usage.end();
    Conditions conditions =
        stage
            .conditions(coordinator)
            .with("workers", workers.count())
            .with("connections", channels.count())
            .with("interval_s", Workers.INTERVAL.toSeconds())
            .with("generator_late_p99_ms", measured.lateness().millisAt(99))
            .with("generator_late_max_ms", measured.lateness().longestMillis());
    stage.report(
        Figure.of(
            "fleet-registration",
            workers.count() / (registering.toNanos() / 1e9),
            "workers/s",
            conditions));
    stage.report(Figure.of("fleet-coordinator", cores.coordinator(), "cores", conditions));
    stage.report(Figure.of("fleet-database", cores.database(), "cores", conditions));
    stage.report(beats(measured.streams().get(0), conditions));
    stage.report(
        expiries(
            workers.count(),
            database.expiredSince(revisionBefore),
            ActiveWorkers.ask(channels),
            conditions));
    if (!measured.reasons().isEmpty()) {
      stage.say("not served: " + String.join("; ", measured.reasons()));
    }
  }

  private static void requireSockets(long connections) {
    long limit = Processes.ofThisMachine().openFilesLimit();
    if (connections > limit - OTHER_FILES) {
      throw new Refused(
          connections
              + " connections need more open files than the limit of "
              + limit
              + ": raise it with ulimit -n, or give fewer with --connections.");
    }
  }

  private static Figure beats(Outcome outcome, Conditions conditions) {
    return Figure.of("fleet-heartbeats", outcome.servedPerSecond(), "served/s", conditions)
        .comparedWith("offered", outcome.offeredPerSecond())
        .detail("shed", outcome.shed())
        .detail("failed", outcome.failed())
        .detail("unanswered", outcome.unanswered())
        .detail("p50_ms", outcome.latencies().millisAt(50))
        .detail("p99_ms", outcome.latencies().millisAt(99))
        .detail("max_ms", outcome.latencies().longestMillis());
  }

  /**
   * Every worker beat all the time: whoever expired since the first registration, expired wrongly.
   */
  private static Figure expiries(
      int registered, long expired, ActiveWorkers seen, Conditions conditions) {
    return Figure.of("fleet-false-expiries", expired, "workers", conditions)
        .detail("listed", seen.listed())
        .detail("connected", seen.connected())
        .detail("not_listed", registered - seen.listed());
  }
}
