/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.client.Writers;
import io.roster.chaos.history.Clock;
import io.roster.chaos.site.Coordinator;
import java.util.Map;

/** Each coordinator is told to stop and started again, one after the other, while clients write. */
final class RollingRestart implements Measurement {

  private static final int ROUNDS = 1;
  private static final double GAP_LIMIT_MILLIS = 200;

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public void run(Stage stage) {
    Waits leaving = new Waits();
    Waits coming = new Waits();
    int rounds = stage.times(ROUNDS);
    try (Writers writers = stage.writers()) {
      stage.settle(writers);
      long began = Clock.micros();
      for (int i = 1; i <= rounds; i++) {
        for (Coordinator each : stage.site().coordinators()) {
          restart(stage, writers, each, leaving, coming);
        }
      }
      long failed = writers.failures(began, Clock.micros());
      long acknowledged = writers.acknowledged();
      Map<String, String> conditions =
          Map.of("restarts", Integer.toString(rounds * stage.site().coordinators().size()));
      stage.report(
          Figure.of(name(), "ms")
              .told("p50_while_one_stops", leaving.connected().p50())
              .below("max_while_one_stops", leaving.connected().max(), GAP_LIMIT_MILLIS)
              .told("p50_while_one_starts", coming.connected().p50())
              .below("max_while_one_starts", coming.connected().max(), GAP_LIMIT_MILLIS)
              .told("max_when_calm", leaving.calm().max()),
          conditions);
      stage.report(
          Figure.of(name() + "-failed", "calls")
              .exactly("failed", failed, 0)
              .told("acknowledged", acknowledged),
          conditions);
    }
  }

  private static void restart(
      Stage stage, Writers writers, Coordinator each, Waits leaving, Waits coming) {
    stage.say("restart of " + each);
    long stops = Clock.micros();
    each.stop();
    Stage.awaitWrites(writers);
    long starts = Clock.micros();
    leaving.note(writers, stops, starts);
    each.launch();
    each.awaitReady();
    stage.settle(writers);
    coming.note(writers, starts, Clock.micros());
  }
}
