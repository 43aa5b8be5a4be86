/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.platform.Overloaded;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RevisionWaitersTest {

  private final RevisionWaiters waiters = new RevisionWaiters();

  @Test
  void those_whose_revision_came_are_told_and_the_others_wait_on() {
    CompletableFuture<Long> five = waiters.add(5);
    CompletableFuture<Long> alsoFive = waiters.add(5);
    CompletableFuture<Long> six = waiters.add(6);

    waiters.reached(5);

    assertThat(five).isCompletedWithValue(5L);
    assertThat(alsoFive).isCompletedWithValue(5L);
    assertThat(six).isNotDone();
    assertThat(waiters.size()).isEqualTo(1);
  }

  @Test
  void whoever_gives_up_is_forgotten() {
    waiters.add(Long.MAX_VALUE).cancel(true);

    assertThat(waiters.size()).isZero();
  }

  @Test
  void there_is_an_end_to_how_many_may_wait() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(waiters.add(1_000_000L + i)).isNotDone();
    }
    assertThatThrownBy(() -> waiters.add(1)).isInstanceOf(Overloaded.class);
  }
}
