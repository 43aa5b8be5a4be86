/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.check.JournalEntry;
import io.roster.chaos.client.Herd;
import io.roster.chaos.history.Clock;
import io.roster.chaos.site.Await;
import io.roster.chaos.site.Coordinator;
import io.roster.chaos.store.Store;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The leader is killed while daemons fall due to expire all the time: the first that another
 * coordinator expires tells that the singletons run again.
 */
final class LeaderKilled implements Measurement {

  private static final int KILLS = 6;
  private static final Duration TAKEOVER_LIMIT = Duration.ofMinutes(1);
  private static final double LIMIT_MILLIS = 3_000;
  private static final String TAKEN = "leadership.taken";
  private static final String EXPIRED = "worker.expired";

  @Override
  public String name() {
    return "leader-killed";
  }

  @Override
  public void run(Stage stage) {
    Store store = stage.site().store();
    Times taken = new Times();
    Times running = new Times();
    int kills = stage.times(KILLS);
    try (Herd herd =
        new Herd(stage.seed(), stage.site().ports(), stage.site().timing().heartbeatInterval())) {
      herd.beginSilentArrivals();
      for (int i = 1; i <= kills; i++) {
        stage.awaitReady();
        long settled = store.revision();
        Await.until(
            "the first daemon to expire",
            stage.site().timing().heartbeatTimeout().multipliedBy(2),
            () -> !store.journalAfter(settled, EXPIRED).isEmpty());
        long revision = store.revision();
        Coordinator leader = stage.site().leader();
        stage.say("kill " + i + " of " + kills + ": " + leader + ", the leader");
        long from = Clock.micros();
        leader.kill();
        Await.until(
            "the singletons to run again",
            TAKEOVER_LIMIT,
            () -> firstOfOthers(store, revision, EXPIRED, leader).isPresent());
        taken.add(firstOfOthers(store, revision, TAKEN, leader).orElse(from) - from);
        running.add(firstOfOthers(store, revision, EXPIRED, leader).orElse(from) - from);
        leader.launch();
        leader.awaitReady();
      }
    }
    stage.report(
        Figure.of(name(), "ms")
            .told("p50", running.p50())
            .below("max", running.max(), LIMIT_MILLIS)
            .told("p50_until_another_led", taken.p50())
            .told("max_until_another_led", taken.max()),
        Map.of(
            "kills",
            Integer.toString(kills),
            "sweep_interval",
            stage.site().timing().sweepInterval().toString()));
  }

  /** When another one first wrote such an entry. */
  private static OptionalLong firstOfOthers(
      Store store, long revision, String kind, Coordinator former) {
    return store.journalAfter(revision, kind).stream()
        .filter(entry -> !entry.coordinator().equals(former.name()))
        .mapToLong(JournalEntry::at)
        .findFirst();
  }
}
