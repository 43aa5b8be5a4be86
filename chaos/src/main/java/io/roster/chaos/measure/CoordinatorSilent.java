/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.client.Writers;
import io.roster.chaos.history.Clock;
import io.roster.chaos.site.Await;
import io.roster.chaos.site.Coordinator;
import java.util.List;
import java.util.Map;

/** Clients write to a coordinator that says nothing any more, and is not dead. */
final class CoordinatorSilent implements Measurement {

  private static final int TIMES = 4;
  private static final long LASTS_MILLIS = 6_000;
  private static final double LIMIT_MILLIS = 3_000;

  private final String name;
  private final List<Silence> kinds;

  CoordinatorSilent(String name, Silence... kinds) {
    this.name = name;
    this.kinds = List.of(kinds);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void run(Stage stage) {
    try (Writers writers = stage.writers()) {
      for (Silence kind : kinds) {
        if (kind.isPossible(stage.site())) {
          measure(stage, writers, kind);
        } else {
          stage.say(kind.figure() + " is left out: only root can give a coordinator a network");
        }
      }
    }
  }

  private static void measure(Stage stage, Writers writers, Silence kind) {
    Waits waits = new Waits();
    int times = stage.times(TIMES);
    for (int i = 1; i <= times; i++) {
      stage.settle(writers);
      Coordinator target = stage.leaderOrAny();
      stage.say(kind.figure() + " " + i + " of " + times + ": " + target);
      long from = Clock.micros();
      kind.begin(target);
      Await.pause(LASTS_MILLIS);
      target.heal();
      Stage.awaitWrites(writers);
      waits.note(writers, target.name(), from, Clock.micros());
    }
    stage.report(
        Figure.of(kind.figure(), "ms")
            .told("p50", waits.connected().p50())
            .below("max", waits.connected().max(), LIMIT_MILLIS)
            .below("max_of_others", waits.others().max(), LIMIT_MILLIS)
            .told("max_when_calm", waits.calm().max()),
        Map.of(
            "times",
            Integer.toString(times),
            "lasts_ms",
            Long.toString(LASTS_MILLIS),
            "gaps",
            waits.gaps()));
  }
}
