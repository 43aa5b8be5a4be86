/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.browser.Browsers;
import io.roster.bench.client.Channels;
import io.roster.bench.client.Workers;
import io.roster.bench.client.WorkingFleet;
import io.roster.bench.load.OpenLoop;
import io.roster.bench.product.Coordinator;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.time.Duration;
import java.util.List;

/**
 * What people in front of the console cost the coordinator while the fleet changes: the same load
 * without them, with them, and without them again.
 */
public final class ConsoleBrowsers implements Scenario {

  private static final double LIMIT_CORES = 0.3;
  private static final double MIB = 1 << 20;
  private static final int REPLICAS = 4;
  private static final int EACH_CHANGES = 1;
  private static final List<String> VIEWS =
      List.of("", "workers", "topology", "events", "replicas");

  private static final Parameter BROWSERS =
      new Parameter("browsers", 20, 1, "people who watch, on five views in turn");
  private static final Parameter CHANGES =
      new Parameter("changes", 2_000, 1, "inventories that change a second");
  private static final Parameter WORKERS =
      new Parameter("workers", 400, 1, "workers whose inventories change");

  /** What a stretch of the same load took. */
  private record Stretch(double cores, double changesPerSecond, long heapBytes) {}

  @Override
  public String name() {
    return "console-browsers";
  }

  @Override
  public String summary() {
    return "processor cores that 20 watching browsers cost the coordinator at 2,000 changes a"
        + " second, and its heap";
  }

  @Override
  public long usualSeconds() {
    return 60;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(BROWSERS, CHANGES, WORKERS, AgainstCeiling.CONNECTIONS);
  }

  @Override
  public void run(Stage stage) {
    Coordinator coordinator = stage.startCoordinator();
    Channels channels =
        stage.keep(
            () -> Channels.open(coordinator.grpcPort(), stage.count(AgainstCeiling.CONNECTIONS)));
    Workers workers = new Workers(channels, stage.count(WORKERS));
    workers.register();
    WorkingFleet fleet = new WorkingFleet(channels, workers, REPLICAS, EACH_CHANGES);
    Duration interval =
        Duration.ofNanos(stage.value(WORKERS) * 1_000_000_000L / stage.value(CHANGES));
    try (OpenLoop load =
        stage.keep(
            () ->
                OpenLoop.started(
                    List.of(fleet.heartbeats(Workers.INTERVAL), fleet.reconciles(interval))))) {
      load.during(stage.warmUp());
      measure(stage, coordinator, load);
    }
  }

  private void measure(Stage stage, Coordinator coordinator, OpenLoop load) {
    stage.say("measuring without browsers");
    Stretch before = stretch(stage, coordinator, load);
    Stretch watched;
    long live;
    try (Browsers browsers = stage.keep(() -> Browsers.start(stage.newData().path()))) {
      stage.say("opening " + stage.value(BROWSERS) + " browsers");
      open(stage, coordinator, browsers);
      load.during(stage.warmUp());
      stage.say("measuring with browsers");
      watched = stretch(stage, coordinator, load);
      live = browsers.live();
    }
    load.during(stage.warmUp());
    stage.say("measuring without browsers again");
    Stretch after = stretch(stage, coordinator, load);
    report(stage, stage.conditions(coordinator), before, watched, after, live);
  }

  private static void open(Stage stage, Coordinator coordinator, Browsers browsers) {
    for (int i = 0; i < stage.count(BROWSERS); i++) {
      browsers.watch(
          "http://127.0.0.1:" + coordinator.httpPort() + "/console/" + VIEWS.get(i % VIEWS.size()),
          coordinator.firstPassword());
    }
  }

  private static Stretch stretch(Stage stage, Coordinator coordinator, OpenLoop load) {
    long revision = coordinator.database().revision();
    Usage usage = Usage.begin(coordinator);
    load.during(stage.measured());
    Usage.Cores cores = usage.end();
    double seconds = stage.measured().toNanos() / 1e9;
    return new Stretch(
        cores.coordinator(),
        (coordinator.database().revision() - revision) / seconds,
        coordinator.liveHeapBytes());
  }

  private void report(
      Stage stage, Conditions machine, Stretch before, Stretch watched, Stretch after, long live) {
    Conditions conditions =
        machine
            .with("browsers", stage.value(BROWSERS))
            .with("workers", stage.value(WORKERS))
            .with("offered_changes_per_second", stage.value(CHANGES));
    stage.report(
        Figure.of(
                name(), watched.cores() - (before.cores() + after.cores()) / 2, "cores", conditions)
            .comparedWith("limit", LIMIT_CORES)
            .detail("cores_before", before.cores())
            .detail("cores_watched", watched.cores())
            .detail("cores_after", after.cores())
            .detail("journal_per_second_before", before.changesPerSecond())
            .detail("journal_per_second_watched", watched.changesPerSecond())
            .detail("journal_per_second_after", after.changesPerSecond())
            .detail("live_pages_at_the_end", live));
    stage.report(
        Figure.of(name() + "-heap", watched.heapBytes() / MIB, "MiB", conditions)
            .comparedWith("before", before.heapBytes() / MIB)
            .detail("after", after.heapBytes() / MIB));
  }
}
