/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.it.client.Fleet;
import io.roster.it.client.Race;
import io.roster.it.client.Wire;
import io.roster.it.product.Pair;
import io.roster.wire.globalstore.v1.ReconcileResultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Daemons whose inventory drifts and whose messages go astray, at two coordinators. Whatever
 * happens, nothing that a daemon lists is taken away, and when the noise stops, both sides soon
 * agree.
 */
class ReconcileNoiseIT {

  private static final int DAEMONS = Integer.getInteger("roster.test.daemons", 6);
  private static final int EVENTS = Integer.getInteger("roster.test.events", 150);
  private static final long SEED = Long.getLong("roster.test.seed", System.nanoTime());

  private final Pair pair = Pair.shared();
  private final Wire one = Wire.to(pair.first().registry());
  private final Wire two = Wire.to(pair.second().registry());
  private final Fleet fleet = new Fleet(one, two);

  @AfterEach
  void disconnect() {
    fleet.close();
    one.close();
    two.close();
  }

  @Test
  void nothing_listed_is_lost_and_both_sides_agree_two_rounds_after_the_noise() {
    System.out.println("ReconcileNoiseIT: -Droster.test.seed=" + SEED);
    List<NoisyDaemon> daemons =
        IntStream.range(0, DAEMONS)
            .mapToObj(each -> new NoisyDaemon(SEED + each, fleet.join(), List.of(one, two)))
            .toList();

    Race.of(
        DAEMONS,
        number -> {
          daemons.get(number).live(EVENTS);
          return number;
        });

    awaitThatEverythingIsOlderThanASnapshot(daemons);
    for (int round = 0; round < 2; round++) {
      daemons.forEach(NoisyDaemon::round);
    }
    assertThat(daemons).allSatisfy(NoisyDaemon::assertSame);
    assertThat(outcomes(daemons))
        .as("every outcome was met")
        .containsOnlyKeys(
            ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED,
            ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP,
            ReconcileResultKind.RECONCILE_RESULT_KIND_IGNORED_STALE,
            ReconcileResultKind.RECONCILE_RESULT_KIND_RETRY_LATER,
            ReconcileResultKind.RECONCILE_RESULT_KIND_REBASE_REQUIRED,
            ReconcileResultKind.RECONCILE_RESULT_KIND_FATAL);
  }

  /** Snapshots tell whole seconds, and what is younger than a snapshot is spared by it. */
  private static void awaitThatEverythingIsOlderThanASnapshot(List<NoisyDaemon> daemons) {
    Instant youngest =
        daemons.stream()
            .map(NoisyDaemon::quietSince)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    await()
        .pollInterval(Duration.ofMillis(100))
        .until(() -> Instant.now().getEpochSecond() > youngest.getEpochSecond() + 1);
  }

  private static Map<ReconcileResultKind, Integer> outcomes(List<NoisyDaemon> daemons) {
    Map<ReconcileResultKind, Integer> all = new EnumMap<>(ReconcileResultKind.class);
    daemons.forEach(
        daemon -> daemon.outcomes().forEach((kind, times) -> all.merge(kind, times, Integer::sum)));
    return all;
  }
}
