/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff();

  @Test
  void pauses_double_up_to_a_limit() {
    assertThat(Stream.generate(() -> backoff.after(Duration.ZERO)).limit(7))
        .extracting(Duration::toSeconds)
        .containsExactly(2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void a_long_life_makes_the_next_pause_short_again() {
    backoff.after(Duration.ZERO);
    backoff.after(Duration.ZERO);

    assertThat(backoff.after(Backoff.LIVED_WELL)).isEqualTo(Backoff.FIRST);
    assertThat(backoff.after(Duration.ZERO)).isEqualTo(Backoff.FIRST.multipliedBy(2));
  }
}
