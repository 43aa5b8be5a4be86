/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundTest {

  private static final long NEVER = 3_600_000;

  private final AtomicInteger rounds = new AtomicInteger();
  private final Background background =
      new Background(
          "test",
          NEVER,
          () -> {
            switch (rounds.incrementAndGet()) {
              case 1 -> throw new IllegalStateException("the first round fails");
              case 2 -> throw new NoClassDefFoundError("the second worse");
              default -> {}
            }
          });

  @AfterEach
  void stop() {
    background.stop();
  }

  @Test
  void a_nudge_runs_a_round_at_once_and_a_failing_round_does_not_stop_the_next() {
    background.start(Executors.defaultThreadFactory());
    background.nudge();
    await().until(() -> rounds.get() == 1);
    background.nudge();
    await().until(() -> rounds.get() == 2);
    background.nudge();
    await().until(() -> rounds.get() == 3);
  }

  @Test
  void starting_twice_starts_once_and_stopping_may_be_repeated() {
    AtomicInteger threads = new AtomicInteger();
    background.start(
        task -> {
          threads.incrementAndGet();
          return Executors.defaultThreadFactory().newThread(task);
        });
    background.start(Executors.defaultThreadFactory());
    assertThat(threads).hasValue(1);
    background.stop();
    background.stop();
  }

  @Test
  void it_runs_again_after_a_stop() {
    background.start(Executors.defaultThreadFactory());
    background.stop();
    background.start(Executors.defaultThreadFactory());
    background.nudge();
    await().until(() -> rounds.get() == 1);
  }

  @Test
  void stopping_what_was_never_started_does_nothing() {
    background.stop();
    assertThat(rounds).hasValue(0);
  }
}
