/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.it.client.Daemon;
import io.roster.it.client.Fleet;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Leadership;
import io.roster.it.product.Pair;
import io.roster.it.product.PairedCoordinator;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.ArtifactReplicaCountRecord;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The leader goes, in the middle of its work or in order. The other leads, and nothing is lost. */
class LostLeaderIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(Setup.HEARTBEAT_TIMEOUT_SECONDS);

  /** What a killed leader leaves behind runs out after a lease. */
  private static final Duration AFTER_A_KILL = Pair.LEASE.plusSeconds(2);

  /** One that leaves in order gives its leadership up. */
  private static final Duration AFTER_A_FAREWELL = Duration.ofSeconds(2);

  private static final long SEED = Long.getLong("roster.test.seed", System.nanoTime());

  private final Pair pair = Pair.shared();
  private final Leadership before = pair.awaitLeadership();
  private final PairedCoordinator leader = pair.holderOf(before);
  private final PairedCoordinator survivor = pair.other(leader);
  private final Wire toLeader = Wire.to(leader.registry());
  private final Wire toSurvivor = Wire.to(survivor.registry());
  private final Fleet fleet = new Fleet(toLeader, toSurvivor);
  private final List<Load> loads = new ArrayList<>();

  @AfterEach
  void complete() {
    try {
      loads.forEach(Load::close);
      fleet.close();
      toLeader.close();
      toSurvivor.close();
    } finally {
      leader.start();
    }
  }

  private Leadership awaitSuccession(Duration limit) {
    Leadership after =
        await("another leader")
            .atMost(limit)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(50))
            .until(
                pair::leadership,
                now -> now.filter(each -> each.holder().equals(survivor.name())).isPresent())
            .orElseThrow();
    assertThat(after.epoch()).isGreaterThan(before.epoch());
    return after;
  }

  private void loadBoth(Worker worker) {
    System.out.println("LostLeaderIT: -Droster.test.seed=" + SEED);
    for (int i = 0; i < 4; i++) {
      loads.add(
          i % 2 == 0
              ? new Load(SEED + i, worker, toLeader, toSurvivor)
              : new Load(SEED + i, worker, toSurvivor, toLeader));
    }
    awaitProgress(50);
  }

  private void awaitProgress(int more) {
    List<Integer> wanted = loads.stream().map(load -> load.acknowledged() + more).toList();
    await("acknowledged changes")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              for (int i = 0; i < loads.size(); i++) {
                if (loads.get(i).acknowledged() < wanted.get(i)) {
                  return false;
                }
              }
              return true;
            });
  }

  private void assertNothingIsLost(Wire wire) {
    for (Load load : loads) {
      assertCounted(wire, load.presentArtifacts(), 1, "acknowledged, and lost");
      assertCounted(wire, load.withdrawnArtifacts(), 0, "withdrawn, and back again");
      if (load.generation() >= 0) {
        assertThat(
                wire.catalog()
                    .resolveKeyMapping(
                        ResolveKeyMappingRequest.newBuilder().setKey(load.key()).build())
                    .getGeneration())
            .isGreaterThanOrEqualTo(load.generation());
      }
    }
  }

  private static void assertCounted(
      Wire wire, List<String> artifacts, int count, String otherwise) {
    List<ArtifactReplicaCountRecord> wrong =
        wire
            .runtime()
            .batchGetReplicaCounts(
                BatchGetReplicaCountsRequest.newBuilder().addAllArtifactIds(artifacts).build())
            .getCountsList()
            .stream()
            .filter(record -> record.getReplicaCount() != count)
            .toList();
    assertThat(wrong).as(otherwise).isEmpty();
  }

  @Test
  void a_leader_that_is_killed_is_followed_after_its_lease_and_nothing_is_lost() {
    Worker steady = fleet.join();
    await().until(() -> toSurvivor.find(steady.id()).isPresent());
    loadBoth(fleet.join());

    long began = System.nanoTime();
    leader.kill();
    awaitSuccession(AFTER_A_KILL.minusNanos(System.nanoTime() - began));

    awaitProgress(50);
    await()
        .during(TIMEOUT)
        .atMost(TIMEOUT.multipliedBy(3))
        .until(() -> toSurvivor.find(steady.id()).isPresent());
    Worker silent = fleet.join(Worker.register(toSurvivor, Daemon.fresh()));
    fleet.silence(silent);
    await("the new leader expires who is silent")
        .atMost(TIMEOUT.multipliedBy(5))
        // Asked of the journal: a beat that asked would be a sign of life.
        .until(
            () ->
                pair.number(
                        "select count(*) from journal where kind = 'worker.expired' and subject = ?",
                        silent.id())
                    == 1);
    await().until(() -> toSurvivor.beat(silent.id()).getStatus() == Status.STATUS_NOT_FOUND);
    loads.forEach(Load::close);
    assertNothingIsLost(toSurvivor);

    leader.start();

    try (Wire back = Wire.to(leader.registry())) {
      assertNothingIsLost(back);
      assertThat(back.find(steady.id())).isPresent();
    }
    assertThat(pair.awaitLeadership().holder())
        .as("who comes back does not push anybody aside")
        .isEqualTo(survivor.name());
  }

  @Test
  void a_leader_that_leaves_in_order_is_followed_at_once_and_nothing_is_lost() {
    Worker steady = fleet.join();
    await().until(() -> toSurvivor.find(steady.id()).isPresent());
    loadBoth(fleet.join());

    leader.stop();

    awaitSuccession(AFTER_A_FAREWELL);
    awaitProgress(50);
    assertThat(toSurvivor.find(steady.id())).isPresent();
    loads.forEach(Load::close);
    assertNothingIsLost(toSurvivor);
  }
}
