/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.client.Writers;
import io.roster.chaos.history.Clock;
import io.roster.chaos.site.Await;
import io.roster.chaos.site.Coordinator;
import java.util.Map;

/** Clients write to a coordinator that is killed. */
final class CoordinatorKilled implements Measurement {

  private static final int KILLS = 20;
  private static final long WATCHED_MILLIS = 2_500;
  private static final double P50_LIMIT_MILLIS = 250;
  private static final double MAX_LIMIT_MILLIS = 1_000;

  @Override
  public String name() {
    return "coordinator-killed";
  }

  @Override
  public void run(Stage stage) {
    Waits waits = new Waits();
    int kills = stage.times(KILLS);
    try (Writers writers = stage.writers()) {
      for (int i = 1; i <= kills; i++) {
        stage.settle(writers);
        Coordinator target = stage.leaderOrAny();
        stage.say("kill " + i + " of " + kills + ": " + target);
        long from = Clock.micros();
        target.kill();
        Await.pause(WATCHED_MILLIS);
        Stage.awaitWrites(writers);
        waits.note(writers, target.name(), from, Clock.micros());
        target.launch();
        target.awaitReady();
      }
      writers.end();
      stage.report(
          Figure.of(name(), "ms")
              .below("p50", waits.connected().p50(), P50_LIMIT_MILLIS)
              .below("max", waits.connected().max(), MAX_LIMIT_MILLIS)
              .told("max_of_others", waits.others().max())
              .told("max_when_calm", waits.calm().max()),
          Map.of("kills", Integer.toString(kills), "gaps", waits.gaps()));
      stage.report(
          Figure.of(name() + "-lost", "writes")
              .exactly("lost", writers.lost(stage.site().store()).size(), 0)
              .told("acknowledged", writers.acknowledged()),
          Map.of("kills", Integer.toString(kills)));
    }
  }
}
