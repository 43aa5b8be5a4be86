/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.client.Channels;
import io.roster.bench.client.Keys;
import io.roster.bench.client.Transports;
import io.roster.bench.client.Workers;
import io.roster.bench.database.ReplicaRows;
import io.roster.bench.load.ClosedLoop;
import io.roster.bench.load.OpenLoop;
import io.roster.bench.load.Outcome;
import io.roster.bench.product.Coordinator;
import io.roster.bench.product.DataFolder;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.util.List;

/** A registry with a million replicas, beside one with a thousand. */
public final class Million implements Scenario {

  private static final double MEBI = 1 << 20;

  private static final Parameter ROWS =
      new Parameter("rows", 1_000_000, 1, "replicas of the large registry");
  private static final Parameter FEW_ROWS =
      new Parameter("few-rows", 1_000, 1, "replicas of the small one");
  private static final Parameter WORKERS =
      new Parameter("workers", 1_000, 1, "workers that hold them, in both");
  private static final Parameter COPIES =
      new Parameter("copies", 10, 1, "replicas of each artifact; at most as many as workers");
  private static final Parameter CALLERS =
      new Parameter("callers", 8, 1, "callers of which each has one call in flight");

  /** What was seen of one registry. */
  private record Seen(
      double startSeconds,
      double heapMebibytes,
      double residentMebibytes,
      Outcome resolves,
      Outcome transports,
      Conditions conditions) {}

  @Override
  public String name() {
    return "million";
  }

  @Override
  public String summary() {
    return "start-up, heap, and p99 of resolves and source choices with 1,000,000 replicas, against 1,000";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        ROWS, FEW_ROWS, WORKERS, COPIES, CALLERS, AgainstCeiling.CONNECTIONS, Resolve.KEYS);
  }

  @Override
  public void run(Stage stage) {
    Seen few = look(stage, stage.value(FEW_ROWS));
    Seen many = look(stage, stage.value(ROWS));
    String other = stage.value(FEW_ROWS) + " replicas";
    stage.report(
        figure("million-start", "s", many.startSeconds(), many)
            .comparedWith(other, few.startSeconds()));
    stage.report(
        figure("million-live-heap", "MiB", many.heapMebibytes(), many)
            .comparedWith(other, few.heapMebibytes()));
    stage.report(
        figure("million-resident", "MiB", many.residentMebibytes(), many)
            .comparedWith(other, few.residentMebibytes()));
    stage.report(p99("million-resolve-p99", many.resolves(), few.resolves(), other, many));
    stage.report(p99("million-source-p99", many.transports(), few.transports(), other, many));
  }

  private static Figure figure(String name, String unit, double value, Seen many) {
    return Figure.of(name, value, unit, many.conditions());
  }

  private static Figure p99(String name, Outcome many, Outcome few, String other, Seen seen) {
    return figure(name, "ms", many.latencies().millisAt(99), seen)
        .comparedWith(other, few.latencies().millisAt(99))
        .detail("p50_ms", many.latencies().millisAt(50))
        .detail("served_per_second", many.servedPerSecond())
        .detail("shed", many.shed())
        .detail("compared_p50_ms", few.latencies().millisAt(50))
        .detail("compared_served_per_second", few.servedPerSecond());
  }

  private static Seen look(Stage stage, long rows) {
    ReplicaRows replicas = new ReplicaRows(rows, stage.count(COPIES));
    try (DataFolder data = stage.newData()) {
      Workers workers = fill(stage, data, replicas);
      stage.say("starting on " + rows + " replicas");
      try (Coordinator coordinator = stage.startCoordinator(data)) {
        return look(stage, coordinator, workers, replicas);
      }
    }
  }

  /** A first start makes the schema; workers and keys come as they always do, replicas as rows. */
  private static Workers fill(Stage stage, DataFolder data, ReplicaRows replicas) {
    try (Coordinator coordinator = stage.startCoordinator(data);
        Channels channels = channels(stage, coordinator)) {
      Workers workers = new Workers(channels, stage.count(WORKERS));
      workers.register();
      try (OpenLoop pulse = stage.keep(workers::pulse)) {
        new Keys(channels, stage.count(Resolve.KEYS)).prepare();
        stage.say("inserting " + replicas.rows() + " replicas");
        coordinator.database().insert(replicas);
      }
      return workers;
    }
  }

  private static Seen look(
      Stage stage, Coordinator coordinator, Workers registered, ReplicaRows replicas) {
    try (Channels channels = channels(stage, coordinator)) {
      Workers workers = registered.over(channels);
      try (OpenLoop pulse = stage.keep(workers::pulse)) {
        double resident = coordinator.residentBytes() / MEBI;
        double heap = coordinator.liveHeapBytes() / MEBI;
        stage.say("measuring");
        Outcome resolves =
            measured(
                stage,
                new ClosedLoop(
                    "ResolveKeyMapping",
                    new Keys(channels, stage.count(Resolve.KEYS)).resolve(),
                    stage.count(CALLERS)));
        Outcome transports =
            measured(
                stage,
                new ClosedLoop(
                    "RequestReplicaTransport",
                    new Transports(channels, workers, replicas.artifacts(), ReplicaRows::artifactId)
                        .requestAndComplete(),
                    stage.count(CALLERS)));
        return new Seen(
            coordinator.startTime().toMillis() / 1e3,
            heap,
            resident,
            resolves,
            transports,
            conditions(stage, coordinator, channels, replicas));
      }
    }
  }

  private static Outcome measured(Stage stage, ClosedLoop loop) {
    loop.during(stage.warmUp());
    return loop.during(stage.measured());
  }

  private static Channels channels(Stage stage, Coordinator coordinator) {
    return stage.keep(
        () -> Channels.open(coordinator.grpcPort(), stage.count(AgainstCeiling.CONNECTIONS)));
  }

  private static Conditions conditions(
      Stage stage, Coordinator coordinator, Channels channels, ReplicaRows replicas) {
    return stage
        .conditions(coordinator)
        .with("replicas", replicas.rows())
        .with("copies", replicas.copies())
        .with("workers", stage.value(WORKERS))
        .with("keys", stage.value(Resolve.KEYS))
        .with("concurrency", stage.value(CALLERS))
        .with("connections", channels.count())
        .with("file_system", coordinator.fileSystem());
  }
}
