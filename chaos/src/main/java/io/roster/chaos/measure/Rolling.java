/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.client.Answers;
import io.roster.chaos.client.Gap;
import io.roster.chaos.client.Writers;
import io.roster.chaos.history.Clock;
import io.roster.chaos.site.Coordinator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Coordinators that are told to stop and are started again, one after the other, under writers. */
final class Rolling {

  private static final double GAP_LIMIT_MILLIS = 200;
  private static final double MICROS_PER_MILLI = 1e3;
  private static final double MICROS_PER_SECOND = 1e6;

  private final String name;
  private final Stage stage;
  private final Writers writers;
  private final Waits leaving = new Waits();
  private final Waits coming = new Waits();
  private final long began = Clock.micros();
  private final long acknowledgedBefore;
  private int restarts;

  /**
   * @param name of the figures
   */
  Rolling(String name, Stage stage, Writers writers) {
    this.name = name;
    this.stage = stage;
    this.writers = writers;
    this.acknowledgedBefore = writers.acknowledged();
  }

  /**
   * Once round.
   *
   * @param whileStopped what is done to each before it is started again
   */
  void round(Consumer<Coordinator> whileStopped) {
    for (Coordinator each : stage.site().coordinators()) {
      stage.say(name + " of " + each);
      long stops = Clock.micros();
      each.stop();
      Stage.awaitWrites(writers);
      long starts = Clock.micros();
      leaving.note(writers, stops, starts);
      tellLongest(writers, stops, starts, stops, "it was told to stop");
      whileStopped.accept(each);
      each.launchModestly();
      each.awaitReady();
      long serves = Clock.micros();
      stage.settle(writers);
      coming.note(writers, starts, Clock.micros());
      tellLongest(writers, starts, Clock.micros(), serves, "it served");
      restarts++;
    }
  }

  /** Where somebody waited longest, so that a person sees what to look for. */
  private void tellLongest(Writers writers, long from, long until, long moment, String what) {
    for (Answers each : writers.answers()) {
      Gap gap = each.longestGap(from, until);
      stage.say(
          String.format(
              Locale.ROOT,
              "  %.0f ms between %s and %s, which ended %+.1f s from when %s, at %s",
              gap.micros() / MICROS_PER_MILLI,
              gap.before(),
              gap.after(),
              (gap.until() - moment) / MICROS_PER_SECOND,
              what,
              Instant.EPOCH.plus(gap.until(), ChronoUnit.MICROS)));
    }
  }

  void report(Map<String, String> conditions) {
    long failed = writers.failures(began, Clock.micros());
    Map<String, String> all = new HashMap<>(conditions);
    all.put("restarts", Integer.toString(restarts));
    stage.report(
        Figure.of(name, "ms")
            .told("p50_while_one_stops", leaving.connected().p50())
            .below("max_while_one_stops", leaving.connected().max(), GAP_LIMIT_MILLIS)
            .told("p50_while_one_starts", coming.connected().p50())
            .below("max_while_one_starts", coming.connected().max(), GAP_LIMIT_MILLIS)
            .told("max_when_calm", leaving.calm().max()),
        all);
    stage.report(
        Figure.of(name + "-failed", "calls")
            .exactly("failed", failed, 0)
            .told("acknowledged", writers.acknowledged() - acknowledgedBefore),
        all);
  }
}
