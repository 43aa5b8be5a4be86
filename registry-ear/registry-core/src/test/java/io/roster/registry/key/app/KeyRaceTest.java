/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.journal.app.GroupCommit;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.KeyOutcome;
import io.roster.registry.key.TestCatalog;
import io.roster.registry.platform.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyRaceTest {

  private final TestDatabase database = TestDatabase.clean();
  private final TestCatalog a = new TestCatalog("a", database);
  private final TestCatalog b = new TestCatalog("b", database);
  private final ExecutorService callers = Executors.newFixedThreadPool(16);

  @AfterEach
  void end() {
    callers.shutdownNow();
    a.close();
    b.close();
  }

  @Test
  void of_those_who_expect_the_same_generation_one_wins_whichever_coordinator_they_ask()
      throws Exception {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      targets.add(a.publish("target " + i));
    }
    a.swap("k", a.publish("first"));
    for (long generation = 0; generation < 10; generation++) {
      long expected = generation;
      List<Callable<KeyOutcome>> swaps = new ArrayList<>();
      for (int i = 0; i < targets.size(); i++) {
        TestCatalog coordinator = i % 2 == 0 ? a : b;
        // Nobody swaps to what the key stands for, which would be no new generation.
        String target = targets.get(i) + (generation % 2 == 0 ? "" : "-again");
        swaps.add(() -> coordinator.swap("k", published(coordinator, target), expected));
      }
      List<KeyMapping> winners = new ArrayList<>();
      for (Future<KeyOutcome> swap : callers.invokeAll(swaps)) {
        if (swap.get() instanceof KeyOutcome.Mapped mapped) {
          winners.add(mapped.mapping());
        }
      }
      assertThat(winners).as("generation " + generation).hasSize(1);
      assertThat(winners.get(0).generation()).isEqualTo(generation + 1);
      KeyMapping winner = winners.get(0);
      for (TestCatalog coordinator : List.of(a, b)) {
        await()
            .pollInterval(Duration.ofMillis(5))
            .until(() -> coordinator.resolve("k").filter(winner::equals).isPresent());
      }
    }
  }

  private static String published(TestCatalog coordinator, String target) {
    return target.endsWith("-again") ? coordinator.publish(target) : target;
  }

  @Test
  void of_those_who_fix_a_new_key_to_different_artifacts_one_wins() throws Exception {
    List<String> targets = List.of(a.publish("one"), b.publish("two"));
    for (int round = 0; round < 20; round++) {
      String key = "k" + round;
      List<Callable<KeyOutcome>> wishes =
          List.of(() -> a.upsert(key, targets.get(0)), () -> b.upsert(key, targets.get(1)));
      List<KeyOutcome> outcomes = new ArrayList<>();
      for (Future<KeyOutcome> wish : callers.invokeAll(wishes)) {
        outcomes.add(wish.get());
      }
      assertThat(outcomes).as(key).hasAtLeastOneElementOfType(KeyOutcome.Mapped.class);
      assertThat(outcomes).as(key).hasAtLeastOneElementOfType(KeyOutcome.Refused.class);
    }
  }

  @Test
  void changes_of_one_key_that_share_a_transaction_see_each_other() throws Exception {
    String one = a.publish("one");
    String two = a.publish("two");
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Future<Boolean> held = callers.submit(() -> hold("k", blocked, release));
    blocked.await();
    List<Future<KeyOutcome>> outcomes = new ArrayList<>();
    outcomes.add(together(1, () -> a.upsert("k", one)));
    outcomes.add(together(2, () -> a.swap("k", two, 0)));
    outcomes.add(together(3, () -> a.swap("k", one, 0)));
    outcomes.add(together(4, () -> a.swap("k", one, 1)));
    Future<Boolean> revoked = together(5, () -> a.revoke("k"));
    Future<KeyOutcome> anew = together(6, () -> a.upsert("k", two));
    release.countDown();
    held.get();

    assertThat(generation(outcomes.get(0))).isEqualTo("mapped 0");
    assertThat(generation(outcomes.get(1))).isEqualTo("mapped 1");
    assertThat(generation(outcomes.get(2))).isEqualTo("refused 1");
    assertThat(generation(outcomes.get(3))).isEqualTo("mapped 2");
    assertThat(revoked.get()).isTrue();
    assertThat(generation(anew)).isEqualTo("mapped 0");
    assertThat(a.resolve("k").map(KeyMapping::artifactId)).contains(two);
    assertThat(database.text("select artifact_id || ' ' || generation from artifact_key"))
        .isEqualTo(two + " 0");
  }

  private boolean hold(String key, CountDownLatch blocked, CountDownLatch release) {
    return a.coordinator()
        .changes()
        .change(
            "key:" + key,
            "hold",
            () -> {
              blocked.countDown();
              try {
                release.await();
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
              return true;
            });
  }

  /** Lets it wait behind those before it, so that all of them run in one transaction. */
  private <T> Future<T> together(int place, Callable<T> change) {
    Future<T> waiting = callers.submit(change);
    await()
        .until(
            () ->
                a.coordinator().changes() instanceof GroupCommit commits
                    && commits.waiting() == place);
    return waiting;
  }

  private static String generation(Future<KeyOutcome> outcome) throws Exception {
    return outcome.get() instanceof KeyOutcome.Mapped mapped
        ? "mapped " + mapped.mapping().generation()
        : "refused " + ((KeyOutcome.Refused) outcome.get()).current().orElseThrow().generation();
  }
}
