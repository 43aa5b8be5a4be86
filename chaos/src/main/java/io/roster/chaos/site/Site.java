/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import io.roster.chaos.net.Flow;
import io.roster.chaos.store.Store;
import io.roster.testing.postgres.PostgresPair;
import io.roster.testing.postgres.PostgresServer;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Three coordinators over a PostgreSQL with a synchronous standby, each a process of its own. */
public final class Site implements AutoCloseable {

  public static final int COORDINATORS = 3;

  private static final String DATABASE = "chaos";
  private static final int DISK_MEBIBYTES = 2_048;
  private static final Duration HEALED_LIMIT = Duration.ofMinutes(2);
  private static final Duration FOLLOWING_LIMIT = Duration.ofSeconds(5);

  private final PrintStream log;
  private final Path product;
  private final Timing timing;
  private final Processors processors;
  private final Optional<Disk> disk;
  private final Optional<Path> clocks;
  private final PostgresPair postgres;
  private final Store store;
  private final List<Coordinator> coordinators = new ArrayList<>();
  private final List<ProcessHandle> paused = new ArrayList<>();
  private boolean dethroned;
  private boolean ownHosts = true;

  private Site(Path tree, Path work, Timing timing, PrintStream log, Processors processors) {
    this.processors = processors;
    this.log = log;
    this.product = tree;
    this.timing = timing;
    this.disk = Disk.mount(work.resolve("disk"), DISK_MEBIBYTES);
    this.clocks = SteppedClock.library(work.resolve("clock"));
    Path distribution = tree.resolve(Coordinator.DISTRIBUTION);
    this.postgres =
        PostgresPair.start(
            distribution.resolve("runtime/postgres"),
            disk.isPresent() ? work.resolve("disk") : work.resolve("postgres"));
    postgres.createDatabase(DATABASE);
    this.store = new Store(() -> postgres.primary().url(DATABASE));
    List<Integer> ports = List.of(postgres.primary().port(), postgres.standby().port());
    for (int number = 1; number <= COORDINATORS; number++) {
      String name = "chaos-" + number;
      Path file = work.resolve("clock").resolve(name);
      coordinators.add(
          new Coordinator(
              name,
              tree,
              work.resolve("coordinators"),
              ports,
              DATABASE,
              settings(timing),
              host(number, clocks.map(library -> SteppedClock.at(library, file)))));
    }
  }

  /**
   * Starts everything.
   *
   * @param tree the source tree, in which the product was built
   * @param work where the site may write
   */
  public static Site start(Path tree, Path work, Timing timing, PrintStream log) {
    requireBuilt(tree);
    Site site = make(tree, work, timing, log);
    // Whoever ends the harness must not be left with a site.
    Runtime.getRuntime().addShutdownHook(new Thread(site::close, "chaos-end"));
    try {
      site.coordinators.forEach(Coordinator::launch);
      site.coordinators.forEach(Coordinator::awaitReady);
      return site;
    } catch (RuntimeException failed) {
      site.close();
      throw failed;
    }
  }

  /** The machine's own switch must not stay turned because of a site that never came to be. */
  private static Site make(Path tree, Path work, Timing timing, PrintStream log) {
    Processors processors = Processors.sharedByProcess();
    try {
      return new Site(tree, work, timing, log, processors);
    } catch (RuntimeException failed) {
      processors.close();
      throw failed;
    }
  }

  private Host host(int number, Optional<SteppedClock> clock) {
    Optional<Host> own = Host.own(number, clock);
    ownHosts &= own.isPresent();
    return own.orElseGet(() -> Host.shared(clock));
  }

  /** Whether each coordinator has a network of its own. */
  public boolean hasHosts() {
    return ownHosts;
  }

  /**
   * @throws SiteBroken with a sentence when there is no product in that source tree
   */
  public static void requireBuilt(Path tree) {
    if (!Files.isExecutable(tree.resolve(Coordinator.DISTRIBUTION).resolve("roster"))) {
      throw new SiteBroken(
          "The product is not built in " + tree + ": run mvn -Dquick -DskipTests package there.");
    }
  }

  private static Map<String, String> settings(Timing timing) {
    Map<String, String> settings = new TreeMap<>(timing.settings());
    // Several on one machine: the second compiler would cost more than it gains.
    settings.put("ROSTER_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return settings;
  }

  /** The source tree of what was started. */
  public Path product() {
    return product;
  }

  public Timing timing() {
    return timing;
  }

  public List<Coordinator> coordinators() {
    return List.copyOf(coordinators);
  }

  public Store store() {
    return store;
  }

  public boolean hasSmallDisk() {
    return disk.isPresent();
  }

  /** The one that leads; another one when nobody does. */
  public Coordinator leader() {
    String holder = store.leader();
    return coordinators.stream()
        .filter(each -> each.name().equals(holder))
        .findFirst()
        .orElse(coordinators.get(0));
  }

  public boolean hasClocks() {
    return clocks.isPresent();
  }

  public void killDatabase() {
    postgres.primary().kill();
  }

  /** A server that was killed reads its log first; one that lives is left alone. */
  public void startDatabase() {
    start(postgres.primary());
    if (!dethroned) {
      start(postgres.standby());
    }
  }

  private static void start(PostgresServer server) {
    if (!server.isRunning()) {
      server.start();
    }
  }

  public void pauseDatabase() {
    paused.addAll(postgres.primary().processes());
    Signals.pause(paused);
  }

  public void resumeDatabase() {
    Signals.resume(paused);
    paused.clear();
  }

  /** Returns when the standby takes changes. */
  public void promoteStandby() {
    // The former primary must never come back as it was: there would be two.
    dethroned = true;
    postgres.promote();
  }

  public void fillDisk() {
    disk.ifPresent(Disk::fill);
  }

  public void freeDisk() {
    disk.ifPresent(Disk::free);
  }

  /** Launches again what was killed or stopped, and returns at once. */
  public void relaunch() {
    coordinators.forEach(Coordinator::launch);
  }

  /** Undoes every fault and returns when all serve. */
  public void heal() {
    freeDisk();
    resumeDatabase();
    coordinators.forEach(Coordinator::heal);
    startDatabase();
    if (dethroned || !Await.comesTrue(FOLLOWING_LIMIT, store::hasStandby)) {
      log.println("  the database gets a standby again");
      postgres.rejoin();
      dethroned = false;
    }
    relaunch();
    Await.until(
        "the coordinators to serve again",
        HEALED_LIMIT,
        () -> coordinators.stream().allMatch(Coordinator::isReady));
    Await.until("a leader", HEALED_LIMIT, () -> !store.leader().isEmpty());
  }

  /** Nothing passes between a coordinator and the other parts of the site, or to those who call. */
  public static void isolate(Coordinator coordinator) {
    coordinator.clients().set(Flow.STALLED, Flow.STALLED);
    coordinator.setDatabaseFlow(Flow.STALLED, Flow.STALLED);
  }

  /** Where clients reach the coordinators, in their order. */
  public List<Integer> ports() {
    return coordinators.stream().map(Coordinator::port).toList();
  }

  @Override
  public synchronized void close() {
    freeDisk();
    resumeDatabase();
    try {
      coordinators.forEach(Coordinator::close);
    } finally {
      try {
        postgres.close();
      } finally {
        try (processors) {
          disk.ifPresent(Disk::close);
        }
      }
    }
  }
}
