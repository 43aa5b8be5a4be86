/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.client.Operator;
import io.roster.chaos.client.Writers;
import io.roster.chaos.history.Clock;
import io.roster.chaos.site.Await;
import io.roster.chaos.store.Store;
import java.time.Duration;
import java.util.Map;

/** An operator asks for another leader while clients write. */
final class HandOver implements Measurement {

  private static final int TIMES = 10;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double GAP_LIMIT_MILLIS = 200;

  @Override
  public String name() {
    return "hand-over";
  }

  @Override
  public void run(Stage stage) {
    Store store = stage.site().store();
    Waits waits = new Waits();
    long failed = 0;
    int times = stage.times(TIMES);
    try (Writers writers = stage.writers();
        Operator operator = new Operator(stage.site().ports())) {
      for (int i = 1; i <= times; i++) {
        stage.settle(writers);
        String leader = store.leader();
        stage.say("hand-over " + i + " of " + times + ", from " + leader);
        long from = Clock.micros();
        operator.handOver();
        Await.until(
            "another leader",
            LIMIT,
            () -> !store.leader().isEmpty() && !store.leader().equals(leader));
        Stage.awaitWrites(writers);
        long until = Clock.micros();
        waits.note(writers, from, until);
        failed += writers.failures(from, until);
      }
    }
    Map<String, String> conditions = Map.of("times", Integer.toString(times), "gaps", waits.gaps());
    stage.report(
        Figure.of(name(), "ms")
            .told("p50", waits.connected().p50())
            .below("max", waits.connected().max(), GAP_LIMIT_MILLIS)
            .told("max_when_calm", waits.calm().max()),
        conditions);
    stage.report(Figure.of(name() + "-failed", "calls").exactly("failed", failed, 0), conditions);
  }
}
