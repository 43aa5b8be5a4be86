/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.run;

import io.roster.chaos.check.Disturbance;
import io.roster.chaos.client.Crowd;
import io.roster.chaos.history.Clock;
import io.roster.chaos.net.Flow;
import io.roster.chaos.schedule.Fault;
import io.roster.chaos.schedule.FaultKind;
import io.roster.chaos.schedule.Schedule;
import io.roster.chaos.site.Await;
import io.roster.chaos.site.Coordinator;
import io.roster.chaos.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Does to the site what the schedule says, when it says so. */
final class Injector {

  private static final long THIN_BYTES_PER_SECOND = 40_000;
  private static final long LATE_MILLIS = 60;
  private static final long SLOW_DATABASE_MILLIS = 15;
  private static final Duration CLOCK_STEP = Duration.ofHours(1);
  private static final long LOSS_EVERY_MILLIS = 250;
  private static final long LOSS_LASTS_MILLIS = 120;

  /** A step of a fault. */
  private record Step(long at, Runnable action) {}

  /** A fault that was done, to whom, and when. */
  record Injected(Fault fault, String target, long from, long until) {

    boolean isOf(String coordinator) {
      return target.equals(coordinator);
    }

    boolean overlaps(Injected other) {
      return from <= other.until && other.from <= until;
    }
  }

  private final Site site;
  private final Crowd crowd;
  private final Duration takeover;
  private final List<Step> steps = new ArrayList<>();
  private final List<Injected> injected = new ArrayList<>();

  /**
   * @param takeover how long a leader may be missed
   */
  Injector(Site site, Crowd crowd, Duration takeover) {
    this.site = site;
    this.crowd = crowd;
    this.takeover = takeover;
  }

  List<Injected> injected() {
    return List.copyOf(injected);
  }

  /**
   * After each the site may need as long as a leader is missed to be on time again; a clock that is
   * wrong is no excuse.
   */
  List<Disturbance> disturbances() {
    long grace = takeover.toNanos() / 1_000;
    return injected.stream()
        .filter(each -> each.fault().kind() != FaultKind.CLOCK_STEP)
        .map(each -> new Disturbance(each.fault().toString(), each.from(), each.until() + grace))
        .toList();
  }

  /** Returns when the last fault is over. */
  void inject(List<Fault> faults) {
    long began = System.nanoTime();
    faults.forEach(this::plan);
    steps.sort(Comparator.comparingLong(Step::at));
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      long wait = step.at - (System.nanoTime() - began) / 1_000_000;
      if (wait > 0) {
        Await.pause(wait);
      }
      step.action.run();
      steps.subList(i + 1, steps.size()).sort(Comparator.comparingLong(Step::at));
    }
  }

  private void plan(Fault fault) {
    steps.add(new Step(fault.at(), () -> begin(fault)));
  }

  private void begin(Fault fault) {
    Coordinator target = target(fault);
    Fault done = possible(fault);
    long from = Clock.micros();
    start(done, target);
    steps.add(
        new Step(
            fault.at() + done.lasts(),
            () -> {
              stop(done, target);
              injected.add(new Injected(done, target.name(), from, Clock.micros()));
            }));
  }

  private Coordinator target(Fault fault) {
    return switch (fault.target()) {
      case LEADER -> site.leader();
      case FIRST -> site.coordinators().get(0);
      case SECOND -> site.coordinators().get(1);
      case THIRD -> site.coordinators().get(2);
    };
  }

  /** What the system does not allow is replaced by what is as near as it gets. */
  private Fault possible(Fault fault) {
    FaultKind kind = fault.kind();
    if (kind == FaultKind.DISK_FULL && !site.hasSmallDisk()) {
      return new Fault(FaultKind.DATABASE_PAUSE, fault.target(), fault.at(), fault.lasts());
    }
    if (kind == FaultKind.CLOCK_STEP && !site.hasClocks()) {
      return new Fault(FaultKind.HAND_OVER, fault.target(), fault.at(), 0);
    }
    if (Schedule.OF_THE_HOST.contains(kind) && !site.hasHosts()) {
      return new Fault(FaultKind.ISOLATE, fault.target(), fault.at(), fault.lasts());
    }
    return fault;
  }

  private void start(Fault fault, Coordinator target) {
    switch (fault.kind()) {
      case KILL -> target.kill();
      case STOP -> target.stop();
      case PAUSE -> target.pause();
      case ISOLATE -> Site.isolate(target);
      case LOSE_ALL -> target.lose(true, true);
      case LOSE_SENT -> target.lose(false, true);
      case LOSE_RECEIVED -> target.lose(true, false);
      case CUT_CLIENTS -> target.clients().set(Flow.STALLED, Flow.STALLED);
      case DEAF -> target.clients().set(Flow.STALLED, Flow.OPEN);
      case MUTE -> target.clients().set(Flow.OPEN, Flow.STALLED);
      case CUT_DATABASE -> target.setDatabaseFlow(Flow.STALLED, Flow.STALLED);
      case DATABASE_MUTE -> target.setDatabaseFlow(Flow.OPEN, Flow.STALLED);
      case RESET_CLIENTS -> target.clients().reset();
      case RESET_DATABASE -> target.resetDatabase();
      case SLOW_CLIENTS -> {
        Flow slow = Flow.slow(LATE_MILLIS, THIN_BYTES_PER_SECOND);
        target.clients().set(slow, slow);
      }
      case SLOW_DATABASE -> {
        Flow slow = Flow.slow(SLOW_DATABASE_MILLIS, 0);
        target.setDatabaseFlow(slow, slow);
      }
      case LOSSY_CLIENTS -> planLosses(fault, target);
      case CLOCK_STEP ->
          target.stepClock(fault.lasts() % 2 == 0 ? CLOCK_STEP : CLOCK_STEP.negated());
      case HAND_OVER -> crowd.handOver();
      case DATABASE_KILL -> site.killDatabase();
      case DATABASE_PAUSE -> site.pauseDatabase();
      case PROMOTE -> {
        site.killDatabase();
        site.promoteStandby();
      }
      case DISK_FULL -> site.fillDisk();
    }
  }

  private void planLosses(Fault fault, Coordinator target) {
    for (long at = 0; at < fault.lasts(); at += LOSS_EVERY_MILLIS) {
      steps.add(new Step(fault.at() + at, () -> target.clients().set(Flow.STALLED, Flow.STALLED)));
      steps.add(
          new Step(
              fault.at() + at + LOSS_LASTS_MILLIS,
              () -> target.clients().set(Flow.OPEN, Flow.OPEN)));
    }
  }

  private void stop(Fault fault, Coordinator target) {
    switch (fault.kind()) {
      case KILL, STOP -> site.relaunch();
      case PAUSE -> target.resume();
      case CLOCK_STEP -> target.stepClock(Duration.ZERO);
      case ISOLATE -> {
        target.clients().set(Flow.OPEN, Flow.OPEN);
        target.setDatabaseFlow(Flow.OPEN, Flow.OPEN);
      }
      case LOSE_ALL, LOSE_SENT, LOSE_RECEIVED -> target.lose(false, false);
      case CUT_CLIENTS, DEAF, MUTE, SLOW_CLIENTS, LOSSY_CLIENTS ->
          target.clients().set(Flow.OPEN, Flow.OPEN);
      case CUT_DATABASE, DATABASE_MUTE, SLOW_DATABASE ->
          target.setDatabaseFlow(Flow.OPEN, Flow.OPEN);
      case DATABASE_KILL -> site.startDatabase();
      case DATABASE_PAUSE -> site.resumeDatabase();
      case DISK_FULL -> {
        site.freeDisk();
        site.startDatabase();
      }
      case RESET_CLIENTS, RESET_DATABASE, HAND_OVER, PROMOTE -> {
        // They are over as soon as they are done.
      }
    }
  }
}
