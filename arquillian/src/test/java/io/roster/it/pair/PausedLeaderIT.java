/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.roster.it.client.Daemon;
import io.roster.it.client.Fleet;
import io.roster.it.client.Replica;
import io.roster.it.client.Stamp;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Leadership;
import io.roster.it.product.Pair;
import io.roster.it.product.PairedCoordinator;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.ReconcileResultKind;
import io.roster.wire.globalstore.v1.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The leader stops in the middle of its work, sleeps through its lease, and wakes up. */
class PausedLeaderIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(Setup.HEARTBEAT_TIMEOUT_SECONDS);
  private static final Duration PAUSE = Pair.LEASE.multipliedBy(3);

  /** A lease, and what it takes to notice that it has run out. */
  private static final Duration TAKEOVER = Pair.LEASE.plusSeconds(3);

  private final Pair pair = Pair.shared();
  private final Leadership before = pair.awaitLeadership();
  private final PairedCoordinator sleeper = pair.holderOf(before);
  private final PairedCoordinator successor = pair.other(sleeper);
  private final Wire asleep = Wire.to(sleeper.registry());
  private final Wire awake = Wire.to(successor.registry());
  private final Fleet fleet = new Fleet(awake);
  private final List<Load> loads = new ArrayList<>();

  @AfterEach
  void wakeUp() {
    sleeper.resume();
    loads.forEach(Load::close);
    fleet.close();
    asleep.close();
    awake.close();
  }

  private static Stamp stampOf(Wire wire) {
    return wire.stamped(each -> each.admin().healthCheck(HealthCheckRequest.getDefaultInstance()))
        .stamp();
  }

  /** The first change that the successor makes; it may have to wait for what the sleeper held. */
  private Worker firstToRegister() {
    return await("a change at the successor")
        .atMost(TAKEOVER.plusSeconds(5))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> Worker.register(awake, Daemon.fresh()), worker -> !worker.id().isEmpty());
  }

  private long expiriesOf(Worker worker, String condition, Object... parameters) {
    List<Object> all = new ArrayList<>(List.of(worker.id()));
    all.addAll(List.of(parameters));
    return pair.number(
        "select count(*) from journal where kind = 'worker.expired' and subject = ? " + condition,
        all.toArray());
  }

  private void awaitExpiry(Worker silent) {
    await("the expiry of " + silent.id())
        .atMost(TIMEOUT.multipliedBy(5))
        .pollInterval(Duration.ofMillis(200))
        // Asked of the journal: a beat that asked would be a sign of life.
        .until(() -> expiriesOf(silent, "") == 1);
    await().until(() -> awake.beat(silent.id()).getStatus() == Status.STATUS_NOT_FOUND);
  }

  @Test
  void the_other_leads_meanwhile_and_the_sleeper_changes_nothing_when_it_wakes_up() {
    Worker steady = fleet.join();
    await().until(() -> asleep.find(steady.id()).isPresent());
    Replica held = Replica.of(steady.daemon());
    steady.report(awake, held);
    putTheSleeperUnderLoad(fleet.join());

    sleeper.pause();
    long began = System.nanoTime();

    Leadership after = awaitTakeover();
    Worker silent = firstToRegister();
    awaitExpiry(silent);
    assertThat(
            expiriesOf(
                silent, "and epoch = ? and coordinator = ?", after.epoch(), successor.name()))
        .as("it was the new leader that expired it")
        .isEqualTo(1);
    awaitTheRestOfThePauseWhileServing(began, steady, held);

    // This one expires right after the sleeper woke up: exactly once, and not by the sleeper.
    Worker tempting = Worker.register(awake, Daemon.fresh());
    sleeper.resume();

    awaitThatItServesAgain();
    awaitExpiry(tempting);
    assertThat(expiriesOf(tempting, "")).isEqualTo(1);
    assertThatTheSleeperChangedNothing(after);
    assertThat(pair.awaitLeadership()).as("nothing brought it back").isEqualTo(after);
    assertThat(awake.find(steady.id())).isPresent();
    await().until(() -> asleep.find(steady.id()).isPresent());
    await().until(() -> stampOf(asleep).epoch() == after.epoch());
  }

  /** So that the pause is likely to hit it in the middle of a transaction. */
  private void putTheSleeperUnderLoad(Worker worker) {
    for (int i = 0; i < 4; i++) {
      loads.add(new Load(i, worker, asleep));
    }
    await().until(() -> loads.stream().allMatch(load -> load.acknowledged() > 20));
  }

  private Leadership awaitTakeover() {
    Leadership after =
        await("another leader")
            .atMost(TAKEOVER)
            .pollInterval(Duration.ofMillis(50))
            .until(
                pair::leadership,
                now -> now.filter(each -> each.holder().equals(successor.name())).isPresent())
            .orElseThrow();
    assertThat(after.epoch()).isGreaterThan(before.epoch());
    await().until(() -> stampOf(awake).epoch() == after.epoch());
    return after;
  }

  private void awaitTheRestOfThePauseWhileServing(long began, Worker steady, Replica held) {
    Replica more = Replica.of(steady.daemon());
    await()
        .atMost(PAUSE.multipliedBy(2))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              assertThat(steady.report(awake, held, more).getResultKind())
                  .isEqualTo(ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED);
              assertThat(steady.report(awake, held).getResultKind())
                  .isEqualTo(ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED);
              assertThat(awake.find(steady.id())).isPresent();
              return Duration.ofNanos(System.nanoTime() - began).compareTo(PAUSE) > 0;
            });
  }

  private void awaitThatItServesAgain() {
    await("a change at the one that woke up")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> !asleep.register(Daemon.fresh()).getWorkerId().isEmpty());
  }

  private void assertThatTheSleeperChangedNothing(Leadership after) {
    String sinceTheTakeover =
        "select count(*) from journal where actor like 'system:%' and coordinator = ?"
            + " and revision > (select min(revision) from journal where epoch >= ?)";
    assertThat(
            pair.number(
                sinceTheTakeover + " and epoch <= ?",
                sleeper.name(),
                after.epoch(),
                before.epoch()))
        .as("changes by a singleton under the old epoch")
        .isZero();
    assertThat(pair.number(sinceTheTakeover, sleeper.name(), after.epoch()))
        .as("changes by a singleton of the coordinator that no longer leads")
        .isZero();
  }
}
