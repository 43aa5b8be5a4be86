/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.run;

import io.roster.chaos.check.Disturbance;
import io.roster.chaos.check.Evidence;
import io.roster.chaos.check.JournalEntry;
import io.roster.chaos.check.Limits;
import io.roster.chaos.check.Promises;
import io.roster.chaos.check.Violation;
import io.roster.chaos.client.Crowd;
import io.roster.chaos.client.Watcher;
import io.roster.chaos.history.Outcome;
import io.roster.chaos.schedule.Schedule;
import io.roster.chaos.site.Await;
import io.roster.chaos.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One seed: clients begin, faults come and go, everything heals, and all is compared. */
final class SeedRun {

  private static final Duration QUIET = Duration.ofMillis(1_500);
  private static final Duration CATCH_UP = Duration.ofSeconds(20);

  private static final Duration SLOW_MACHINE = Duration.ofSeconds(6);

  private final Site site;
  private final Schedule schedule;
  private final Duration takeover;
  private final Gaps gaps;

  /** What became of it. */
  record Result(Schedule schedule, Evidence evidence, List<Violation> broken, int unknown) {

    boolean clean() {
      return broken.isEmpty();
    }
  }

  SeedRun(Site site, Schedule schedule, Duration takeover, Gaps gaps) {
    this.site = site;
    this.schedule = schedule;
    this.takeover = takeover;
    this.gaps = gaps;
  }

  Result run() {
    long revision = site.store().revision();
    try (Crowd crowd =
        new Crowd(schedule.seed(), site.ports(), site.timing().heartbeatInterval())) {
      crowd.settle(revision);
      Injector injector = new Injector(site, crowd, takeover);
      crowd.begin(schedule.ends());
      injector.inject(schedule.faults());
      Await.pause(QUIET.toMillis());
      crowd.end();
      site.heal();
      return judge(crowd, injector, revision);
    }
  }

  private Result judge(Crowd crowd, Injector injector, long revision) {
    crowd.readEverything(site.store());
    List<Disturbance> disturbances = new ArrayList<>(injector.disturbances());
    Evidence evidence = evidence(crowd, disturbances, revision);
    List<Violation> broken = Promises.broken(evidence);
    // What is only late by now, an expiry or a watcher, may still come.
    long end = System.nanoTime() + CATCH_UP.toNanos();
    while (System.nanoTime() < end && mayStillCome(broken)) {
      Await.pause(500);
      evidence = evidence(crowd, disturbances, revision);
      broken = Promises.broken(evidence);
    }
    gaps.note(injector.injected(), crowd.probes(), evidence.journal());
    int unknown =
        (int)
            evidence.history().operations().stream()
                .filter(each -> each.outcome() == Outcome.UNKNOWN)
                .count();
    return new Result(schedule, evidence, broken, unknown);
  }

  private static boolean mayStillCome(List<Violation> broken) {
    return broken.stream()
        .anyMatch(
            each -> each.promise().startsWith("watchers") || each.promise().startsWith("the dead"));
  }

  private Evidence evidence(Crowd crowd, List<Disturbance> disturbances, long revision) {
    List<JournalEntry> journal = site.store().journalAfter(revision);
    long last = journal.isEmpty() ? revision : journal.get(journal.size() - 1).revision();
    boolean unused =
        Await.comesTrue(
            Duration.ofSeconds(5),
            () -> crowd.watchers().stream().allMatch(each -> each.position() >= last));
    return new Evidence(
        crowd.history(),
        site.store().leadershipAt(revision),
        journal,
        crowd.watchers().stream().map(Watcher::log).map(log -> log.upTo(last)).toList(),
        site.store().transportsOf(crowd.source()),
        site.store().sourcesOf(crowd.source()),
        disturbances,
        new Limits(
            site.timing().heartbeatTimeout(),
            site.timing().grace(),
            site.timing().heartbeatInterval().multipliedBy(2),
            site.timing().sweepInterval().plus(SLOW_MACHINE)));
  }
}
