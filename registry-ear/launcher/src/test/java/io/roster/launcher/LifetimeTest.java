/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifetimeTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Lifetime lifetime =
      new Lifetime(
          new Terminal(
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8)));
  private final List<String> stopped = Collections.synchronizedList(new ArrayList<>());

  @Test
  void parts_are_stopped_in_the_opposite_order_and_once() {
    lifetime.keep(() -> stopped.add("first"));
    lifetime.keep(() -> stopped.add("second"));

    lifetime.close();
    lifetime.close();

    assertThat(stopped).containsExactly("second", "first");
  }

  @Test
  void a_part_that_fails_does_not_keep_the_others_alive() {
    lifetime.keep(() -> stopped.add("first"));
    lifetime.keep(
        () -> {
          throw new IllegalStateException("stuck");
        });

    lifetime.close();

    assertThat(stopped).containsExactly("first");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Could not stop cleanly: stuck");
  }

  @Test
  void a_part_that_comes_too_late_is_stopped_at_once() {
    lifetime.close();

    assertThatThrownBy(() -> lifetime.keep(() -> stopped.add("late")))
        .isInstanceOf(CannotStart.class);
    assertThat(stopped).containsExactly("late");
  }

  @Test
  void a_second_close_returns_only_when_the_first_is_through() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    lifetime.keep(() -> stopped.add("outer"));
    lifetime.keep(
        () -> {
          begun.countDown();
          assertThat(finish.await(10, TimeUnit.SECONDS)).isTrue();
          stopped.add("inner");
        });

    CompletableFuture<Void> first = CompletableFuture.runAsync(lifetime::close);
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(
            () -> {
              lifetime.close();
              return stopped.size();
            });
    finish.countDown();

    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(2);
    first.get(10, TimeUnit.SECONDS);
  }
}
