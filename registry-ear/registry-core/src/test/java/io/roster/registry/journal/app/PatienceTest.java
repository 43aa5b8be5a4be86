/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.journal.WatchedTooSlowly;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicBoolean ready = new AtomicBoolean();

  @Test
  void it_ends_when_the_watcher_is_not_ready_in_time() {
    Patience patience = new Patience(ready::get, SHORT, LONG);
    patience.begin();

    assertThatThrownBy(() -> patience.await(7))
        .isInstanceOf(WatchedTooSlowly.class)
        .hasMessageContaining("revision 7");
  }

  @Test
  void it_ends_when_the_whole_list_takes_too_long_however_ready_the_watcher_is() {
    Patience patience = new Patience(() -> true, LONG, Duration.ZERO);
    patience.begin();

    assertThatThrownBy(() -> patience.await(7)).isInstanceOf(WatchedTooSlowly.class);
  }

  @Test
  void whoever_waits_goes_on_when_the_watcher_is_ready() {
    Patience patience = new Patience(ready::get, LONG, LONG);
    patience.begin();
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> patience.await(7));

    ready.set(true);
    patience.look();

    assertThatCode(waiting::join).doesNotThrowAnyException();
  }

  @Test
  void whoever_waits_is_freed_when_nobody_watches_any_more() {
    Patience patience = new Patience(ready::get, LONG, LONG);
    patience.begin();
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> patience.await(7));

    patience.giveUp();

    assertThatThrownBy(waiting::join).hasCauseInstanceOf(Patience.GivenUp.class);
  }
}
