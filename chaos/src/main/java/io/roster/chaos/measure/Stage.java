/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import com.sun.management.OperatingSystemMXBean;
import io.roster.chaos.client.Writers;
import io.roster.chaos.history.Clock;
import io.roster.chaos.site.Await;
import io.roster.chaos.site.Coordinator;
import io.roster.chaos.site.Site;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

/** The site that is broken for a measurement, and where its figures go. */
final class Stage {

  /** How far back it is looked how long writers wait when nothing is broken. */
  static final long CALM_MICROS = 1_500_000;

  private static final Duration READY_LIMIT = Duration.ofMinutes(4);
  private static final Duration HOME_LIMIT = Duration.ofMinutes(2);
  private static final int WARM_MILLIS = 20_000;
  private static final int CALM_MILLIS = 5_000;
  private static final int MOST_PAUSE_MILLIS = 1_000;

  private final Site site;
  private final Path newer;
  private final long seed;
  private final OptionalInt times;
  private final Tally tally;
  private final PrintStream progress;
  private final Random random;
  private final OperatingSystemMXBean machine =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final double loadBefore = machine.getSystemLoadAverage();

  /** How much of the processors was taken while writers wrote and nothing was broken yet. */
  private double busyWhenCalm = Double.NaN;

  /**
   * @param newer the source tree of the version to upgrade to
   * @param times how often each thing is done; empty leaves it to the measurement
   */
  Stage(Site site, Path newer, long seed, OptionalInt times, Tally tally, PrintStream progress) {
    this.site = site;
    this.newer = newer;
    this.seed = seed;
    this.times = times;
    this.tally = tally;
    this.progress = progress;
    this.random = new Random(seed * 7_919 + 29);
  }

  Site site() {
    return site;
  }

  Path newer() {
    return newer;
  }

  long seed() {
    return seed;
  }

  int times(int usual) {
    return times.orElse(usual);
  }

  /** One of them, as the seed has it. */
  Coordinator anyCoordinator() {
    return site.coordinators().get(random.nextInt(Site.COORDINATORS));
  }

  /** The leader every second time, otherwise any. */
  Coordinator leaderOrAny() {
    return random.nextBoolean() ? site.leader() : anyCoordinator();
  }

  /** Writers that have begun, and have written long enough for what they use to be compiled. */
  Writers writers() {
    List<String> names = site.coordinators().stream().map(Coordinator::name).toList();
    Writers writers = new Writers(seed, names, site.ports());
    writers.begin();
    Await.pause(WARM_MILLIS);
    machine.getCpuLoad(); // The next answer is of the time since this one.
    Await.pause(CALM_MILLIS);
    busyWhenCalm = machine.getCpuLoad();
    return writers;
  }

  /** Returns when all serve and each writer is where it wants to be, at no certain moment. */
  void settle(Writers writers) {
    awaitReady();
    Await.until("the writers to come home", HOME_LIMIT, writers::areHome);
    Await.pause(CALM_MICROS / 1_000 + random.nextInt(MOST_PAUSE_MILLIS));
  }

  /** Returns when all serve and one leads. */
  void awaitReady() {
    Await.until(
        "the coordinators to serve",
        READY_LIMIT,
        () -> site.coordinators().stream().allMatch(Coordinator::isReady));
    Await.until("a leader", READY_LIMIT, () -> !site.store().leader().isEmpty());
  }

  /** Returns when each writer has had an answer since. */
  static void awaitWrites(Writers writers) {
    long now = Clock.micros();
    Await.until("all writers to go on", HOME_LIMIT, () -> writers.haveWrittenSince(now));
  }

  void report(Figure figure, Map<String, String> conditions) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("coordinators", Integer.toString(Site.COORDINATORS));
    all.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    all.put("load_before", String.format(Locale.ROOT, "%.1f", loadBefore));
    if (!Double.isNaN(busyWhenCalm)) {
      all.put("busy_when_calm", String.format(Locale.ROOT, "%.2f", busyWhenCalm));
    }
    all.put("leader_lease", site.timing().leaderLease().toString());
    all.put("heartbeat_timeout", site.timing().heartbeatTimeout().toString());
    all.putAll(new TreeMap<>(conditions));
    tally.add(figure, figure.json(seed, all));
  }

  /** Tells a person how far it is. */
  void say(String what) {
    progress.println("chaos: " + what);
  }
}
