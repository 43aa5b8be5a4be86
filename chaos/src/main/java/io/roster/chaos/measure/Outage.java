/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.check.JournalEntry;
import io.roster.chaos.client.Herd;
import io.roster.chaos.client.Operator;
import io.roster.chaos.history.Clock;
import io.roster.chaos.site.Await;
import io.roster.chaos.site.Coordinator;
import io.roster.chaos.site.Site;
import io.roster.chaos.site.Timing;
import io.roster.chaos.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All coordinators are away for several heartbeat timeouts, while some of many workers die. */
final class Outage implements Measurement {

  private static final int WORKERS = 2_000;
  private static final int DEATHS = 200;
  private static final int TIMEOUTS = 3;

  /** After it was due, for what should not happen to happen. */
  private static final int TIMEOUTS_WATCHED = 2;

  private final String name;
  private final Leaders leaders;

  /** What becomes of the leaders after the outage. */
  enum Leaders {
    STAY,
    /** Every half timeout another one is asked for. */
    CHANGE
  }

  Outage(String name, Leaders leaders) {
    this.name = name;
    this.leaders = leaders;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void run(Stage stage) {
    Site site = stage.site();
    Timing timing = site.timing();
    Store store = site.store();
    Await.until(
        "workers of other measurements to expire",
        timing.heartbeatTimeout().multipliedBy(TIMEOUTS),
        () -> store.workers() == 0);
    try (Herd herd = new Herd(stage.seed(), site.ports(), timing.heartbeatInterval())) {
      stage.awaitReady();
      stage.say("registering " + WORKERS + " workers");
      herd.join(WORKERS);
      Await.pause(timing.heartbeatInterval().multipliedBy(2).toMillis());
      long revision = store.revision();
      beAway(stage, herd);
      long heard = store.listeningSince();
      watch(stage, heard + micros(timing.heartbeatTimeout().multipliedBy(TIMEOUTS_WATCHED)));
      report(stage, herd, store.journalAfter(revision), heard);
    }
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  private static void beAway(Stage stage, Herd herd) {
    Duration timeout = stage.site().timing().heartbeatTimeout();
    stage.say("all coordinators away for " + timeout.multipliedBy(TIMEOUTS));
    stage.site().coordinators().forEach(Coordinator::kill);
    Await.pause(timeout.toMillis());
    herd.die(DEATHS);
    Await.pause(timeout.multipliedBy(TIMEOUTS - 1).toMillis());
    stage.site().relaunch();
    stage.awaitReady();
  }

  private void watch(Stage stage, long end) {
    stage.say("all are back");
    long step = micros(stage.site().timing().heartbeatTimeout()) / 2;
    try (Operator operator = new Operator(stage.site().ports())) {
      for (long next = Clock.micros() + step; next < end; next += step) {
        if (leaders == Leaders.CHANGE) {
          operator.handOver();
        }
        Await.pause(Math.max(0, next - Clock.micros()) / 1_000);
      }
    }
    Await.pause(Math.max(0, end - Clock.micros()) / 1_000);
  }

  private void report(Stage stage, Herd herd, List<JournalEntry> journal, long heard) {
    Timing timing = stage.site().timing();
    Duration limit = timing.heartbeatTimeout().plus(timing.grace()).plus(timing.sweepInterval());
    Times waits = new Times();
    expired(journal, herd.dead()).forEach(entry -> waits.add(entry.at() - heard));
    long inTime =
        expired(journal, herd.dead()).stream()
            .filter(entry -> entry.at() <= heard + micros(limit))
            .count();
    Map<String, String> conditions =
        Map.of(
            "workers", Integer.toString(WORKERS),
            "away", timing.heartbeatTimeout().multipliedBy(TIMEOUTS).toString(),
            "grace", timing.grace().toString(),
            "sweep_interval", timing.sweepInterval().toString(),
            "leaderships", Long.toString(entries(journal, "leadership.taken").count()));
    stage.report(
        Figure.of(name, "workers")
            .exactly("living_expired", expired(journal, Set.copyOf(herd.living())).size(), 0)
            .exactly("dead_expired_in_time", inTime, DEATHS)
            .told("living", herd.living().size()),
        conditions);
    stage.report(
        Figure.of(name + "-expiry", "ms")
            .told("p50_after_anybody_was_heard", waits.p50())
            .below("max_after_anybody_was_heard", waits.max(), limit.toMillis()),
        conditions);
  }

  private static List<JournalEntry> expired(List<JournalEntry> journal, Set<String> workers) {
    return entries(journal, "worker.expired")
        .filter(entry -> workers.contains(entry.subject()))
        .toList();
  }

  private static Stream<JournalEntry> entries(List<JournalEntry> journal, String kind) {
    return journal.stream().filter(entry -> entry.kind().equals(kind));
  }
}
