/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.client.Answers;
import io.roster.chaos.client.Writers;
import io.roster.chaos.history.Clock;
import io.roster.chaos.site.Await;
import java.util.Map;

/** The primary is killed, and its standby takes its place. */
final class DatabaseFailover implements Measurement {

  private static final int TIMES = 4;
  private static final long UNNOTICED_MILLIS = 1_000;
  private static final double LIMIT_MILLIS = 5_000;

  @Override
  public String name() {
    return "database-failover";
  }

  @Override
  public void run(Stage stage) {
    Times resumed = new Times();
    Waits waits = new Waits();
    int times = stage.times(TIMES);
    try (Writers writers = stage.writers()) {
      for (int i = 1; i <= times; i++) {
        stage.settle(writers);
        stage.say("failover " + i + " of " + times);
        long from = Clock.micros();
        stage.site().killDatabase();
        // Whoever promotes a standby needs a while to notice.
        Await.pause(UNNOTICED_MILLIS);
        stage.site().promoteStandby();
        long promoted = Clock.micros();
        Stage.awaitWrites(writers);
        for (Answers writer : writers.answers()) {
          resumed.add(writer.firstAfter(promoted).orElse(promoted) - promoted);
        }
        waits.note(writers, from, Clock.micros());
        stage.site().heal();
      }
      writers.end();
      Map<String, String> conditions =
          Map.of(
              "times",
              Integer.toString(times),
              "promoted_after_ms",
              Long.toString(UNNOTICED_MILLIS));
      stage.report(
          Figure.of(name(), "ms")
              .told("p50_after_promotion", resumed.p50())
              .below("max_after_promotion", resumed.max(), LIMIT_MILLIS)
              .told("max_gap", waits.connected().max()),
          conditions);
      stage.report(
          Figure.of(name() + "-lost", "writes")
              .exactly("lost", writers.lost(stage.site().store()).size(), 0)
              .told("acknowledged", writers.acknowledged()),
          conditions);
    }
  }
}
