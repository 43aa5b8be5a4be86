/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.browser.Audience;
import io.roster.bench.browser.Browsers;
import io.roster.bench.browser.Tab;
import io.roster.bench.browser.Traffic;
import io.roster.bench.client.Channels;
import io.roster.bench.client.Workers;
import io.roster.bench.client.WorkingFleet;
import io.roster.bench.load.OpenLoop;
import io.roster.bench.load.Outcome;
import io.roster.bench.load.Pause;
import io.roster.bench.product.Coordinator;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What people in front of the console cost the coordinator while the fleet changes: the same load
 * without them, with them, and without them again. They are watchers that draw nothing; what each
 * of them exchanges is held against a tab of a real browser afterwards.
 */
public final class ConsoleBrowsers implements Scenario {

  private static final double LIMIT_CORES = 0.3;
  private static final double MIB = 1 << 20;
  private static final int REPLICAS = 4;
  private static final int EACH_CHANGES = 1;

  /** What is served of a load that arrives by the clock differs a little from window to window. */
  private static final double ALL = 0.99;

  /** Until the console and the paths of the load are compiled. */
  private static final long WARM_UPS = 4;

  /** A page that was just opened reads more than one that follows. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private static final Parameter BROWSERS =
      new Parameter("browsers", 20, 1, "people who watch, on five views in turn");
  private static final Parameter CHANGES =
      new Parameter("changes", 2_000, 1, "inventories that change a second");
  private static final Parameter WORKERS =
      new Parameter("workers", 400, 1, "workers whose inventories change");
  private static final Parameter COMPARED =
      new Parameter(
          "compared", 10, 0, "seconds for which each view is compared with a real browser");

  /** What a stretch of the same load took. */
  private record Stretch(
      Usage.Cores cores, double journalPerSecond, Outcome changes, long heapBytes) {}

  /** What the watchers exchanged meanwhile, and how many were live at its end. */
  private record Watched(Stretch stretch, Traffic traffic, long live) {}

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
    return List.of(BROWSERS, CHANGES, WORKERS, COMPARED, AgainstCeiling.CONNECTIONS);
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
    List<String> views =
        List.of("", "workers", "topology", "events", "workers/" + workers.get(0).workerId());
    try (OpenLoop load =
        stage.keep(
            () ->
                OpenLoop.started(
                    List.of(fleet.reconciles(interval), fleet.heartbeats(Workers.INTERVAL))))) {
      warmUp(stage, coordinator, views, load);
      measure(stage, coordinator, views, load);
    }
  }

  /** With the console in use too: else the browsers would be charged for its first minutes. */
  private static void warmUp(
      Stage stage, Coordinator coordinator, List<String> views, OpenLoop load) {
    stage.say("warming up");
    try (Audience audience = stage.keep(() -> audience(views.size(), coordinator, views))) {
      load.during(stage.warmUp().multipliedBy(WARM_UPS));
    }
    load.during(SETTLING);
  }

  private void measure(Stage stage, Coordinator coordinator, List<String> views, OpenLoop load) {
    stage.say("measuring without browsers");
    Stretch before = stretch(stage, coordinator, load);
    Watched watched = watched(stage, coordinator, views, load);
    load.during(stage.warmUp());
    stage.say("measuring without browsers again");
    Stretch after = stretch(stage, coordinator, load);
    Conditions conditions =
        stage
            .conditions(coordinator)
            .with("browsers", stage.value(BROWSERS))
            .with("views", views.size())
            .with("workers", stage.value(WORKERS))
            .with("offered_changes_per_second", stage.value(CHANGES));
    report(stage, conditions, before, watched, after);
    if (stage.value(COMPARED) > 0) {
      compare(stage, coordinator, views, conditions);
    }
  }

  private static Stretch stretch(Stage stage, Coordinator coordinator, OpenLoop load) {
    long revision = coordinator.database().revision();
    Usage usage = Usage.begin(coordinator);
    OpenLoop.Measured measured = load.during(stage.measured());
    Usage.Cores cores = usage.end();
    double seconds = stage.measured().toNanos() / 1e9;
    return new Stretch(
        cores,
        (coordinator.database().revision() - revision) / seconds,
        measured.streams().get(0),
        coordinator.liveHeapBytes());
  }

  private static Watched watched(
      Stage stage, Coordinator coordinator, List<String> views, OpenLoop load) {
    stage.say("opening " + stage.value(BROWSERS) + " browsers");
    try (Audience audience =
        stage.keep(() -> audience(stage.count(BROWSERS), coordinator, views))) {
      load.during(stage.warmUp());
      stage.say("measuring with browsers");
      Traffic earlier = audience.traffic();
      Stretch stretch = stretch(stage, coordinator, load);
      return new Watched(stretch, audience.traffic().since(earlier), audience.live());
    }
  }

  private static Audience audience(int people, Coordinator coordinator, List<String> views) {
    return Audience.gather(people, console(coordinator), views, coordinator.firstPassword());
  }

  private static URI console(Coordinator coordinator) {
    return URI.create("http://127.0.0.1:" + coordinator.httpPort() + "/console/");
  }

  private void report(
      Stage stage, Conditions conditions, Stretch before, Watched watched, Stretch after) {
    Stretch with = watched.stretch();
    stage.report(
        Figure.of(
                name(),
                with.cores().coordinator()
                    - (before.cores().coordinator() + after.cores().coordinator()) / 2,
                "cores",
                conditions)
            .comparedWith("limit", LIMIT_CORES)
            .detail("cores_before", before.cores().coordinator())
            .detail("cores_watched", with.cores().coordinator())
            .detail("cores_after", after.cores().coordinator())
            .detail("served_per_second_before", before.changes().servedPerSecond())
            .detail("served_per_second_watched", with.changes().servedPerSecond())
            .detail("served_per_second_after", after.changes().servedPerSecond())
            .detail(
                "rate_was_reached",
                List.of(before, with, after).stream().allMatch(ConsoleBrowsers::servedAll))
            .detail("p99_ms_before", before.changes().latencies().millisAt(99))
            .detail("p99_ms_watched", with.changes().latencies().millisAt(99))
            .detail("journal_per_second_before", before.journalPerSecond())
            .detail("journal_per_second_watched", with.journalPerSecond())
            .detail("journal_per_second_after", after.journalPerSecond())
            .detail("live_at_the_end", watched.live())
            .detail("each_per_second", eachPerSecond(stage, watched.traffic())));
    stage.report(
        Figure.of(
                name() + "-database",
                with.cores().database()
                    - (before.cores().database() + after.cores().database()) / 2,
                "cores",
                conditions)
            .detail("cores_before", before.cores().database())
            .detail("cores_watched", with.cores().database())
            .detail("cores_after", after.cores().database()));
    stage.report(
        Figure.of(name() + "-heap", with.heapBytes() / MIB, "MiB", conditions)
            .comparedWith("before", before.heapBytes() / MIB)
            .detail("after", after.heapBytes() / MIB));
  }

  private static boolean servedAll(Stretch stretch) {
    return stretch.changes().servedPerSecond() >= ALL * stretch.changes().offeredPerSecond();
  }

  private static Object eachPerSecond(Stage stage, Traffic all) {
    return PerSecond.of(all, stage.measured()).sharedBy(stage.count(BROWSERS)).told();
  }

  /**
   * A real browser on each view in turn, beside a watcher and under the same load: it shows that a
   * page stays live, and what a watcher would have to exchange.
   */
  private void compare(
      Stage stage, Coordinator coordinator, List<String> views, Conditions conditions) {
    try (Audience audience = stage.keep(() -> audience(views.size(), coordinator, views))) {
      for (int view = 0; view < views.size(); view++) {
        stage.say("comparing with a real browser: view " + (view + 1));
        try (Browsers browsers = stage.keep(() -> Browsers.start(stage.newData().path()))) {
          Tab real =
              browsers.watch(
                  console(coordinator).resolve(views.get(view)).toString(),
                  coordinator.firstPassword());
          stage.report(likeness(stage, views.get(view), audience.watching(view), real, conditions));
        }
      }
    }
  }

  private Figure likeness(Stage stage, String view, Tab watcher, Tab real, Conditions conditions) {
    Pause.of(SETTLING);
    Duration time = Duration.ofSeconds(stage.value(COMPARED));
    Traffic ofWatcher = watcher.traffic();
    Traffic ofReal = real.traffic();
    Pause.of(time);
    PerSecond lean = PerSecond.of(watcher.traffic().since(ofWatcher), time);
    PerSecond full = PerSecond.of(real.traffic().since(ofReal), time);
    return Figure.of(name() + "-likeness", lean.receivedLength(), "characters/s", conditions)
        .comparedWith("chromium", full.receivedLength())
        .detail("view", view.isEmpty() ? "overview" : view)
        .detail("watcher_per_second", lean.told())
        .detail("chromium_per_second", full.told())
        .detail("watcher_is_live", watcher.isLive())
        .detail("chromium_is_live", real.isLive());
  }
}
