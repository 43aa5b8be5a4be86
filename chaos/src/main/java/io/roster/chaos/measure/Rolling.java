/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.client.Writers;
import io.roster.chaos.history.Clock;
import io.roster.chaos.site.Coordinator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Coordinators that are told to stop and are started again, one after the other, under writers. */
final class Rolling {

  private static final double GAP_LIMIT_MILLIS = 200;

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
      whileStopped.accept(each);
      each.launchModestly();
      each.awaitReady();
      stage.settle(writers);
      coming.note(writers, starts, Clock.micros());
      restarts++;
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
