/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final long BEGIN = System.nanoTime();
  private static final long MILLI = 1_000_000;

  private final Window window = new Window(2, BEGIN, Duration.ofSeconds(1));

  @Test
  void a_latency_counts_from_the_moment_the_action_was_due() {
    Window.Ticket ticket = window.offer(0, BEGIN, BEGIN + 30 * MILLI);

    ticket.ended(BEGIN + 40 * MILLI, Answer.SERVED);

    OpenLoop.Measured measured = window.outcome();
    assertThat(measured.streams().get(0).latencies().millisAt(100))
        .isCloseTo(40, withinPercentage(0.1));
    assertThat(measured.lateness().millisAt(100)).isCloseTo(30, withinPercentage(0.1));
  }

  @Test
  void served_is_what_was_answered_in_the_window_whenever_it_was_due() {
    window.served(0, BEGIN - 1);
    window.served(0, BEGIN);
    window.served(0, BEGIN + 999 * MILLI);
    window.served(0, BEGIN + 1_000 * MILLI);

    assertThat(outcome(0).served()).isEqualTo(2);
    assertThat(outcome(0).servedPerSecond()).isEqualTo(2);
  }

  @Test
  void an_action_ends_once() {
    Window.Ticket ticket = window.offer(0, BEGIN, BEGIN);

    ticket.ended(BEGIN + MILLI, Answer.shed("busy"));
    ticket.ended(BEGIN + MILLI, Answer.failed("late"));

    assertThat(outcome(0).shed()).isEqualTo(1);
    assertThat(outcome(0).failed()).isZero();
  }

  @Test
  void what_is_never_answered_counts_with_the_age_that_it_reached() {
    long longAgo = BEGIN - Duration.ofSeconds(20).toNanos();
    window.offer(1, longAgo, BEGIN);

    window.awaitAnswers(Duration.ZERO);
    Outcome outcome = outcome(1);

    assertThat(outcome.offered()).isEqualTo(1);
    assertThat(outcome.unanswered()).isEqualTo(1);
    assertThat(outcome.latencies().longestMillis()).isGreaterThanOrEqualTo(20_000 * 0.999);
  }

  @Test
  void streams_are_told_apart() {
    window.offer(0, BEGIN, BEGIN).ended(BEGIN, Answer.failed("a"));
    window.offer(1, BEGIN, BEGIN).ended(BEGIN, Answer.shed("b"));
    OpenLoop.Measured measured = window.outcome();

    assertThat(measured.streams().get(0).failed()).isEqualTo(1);
    assertThat(measured.streams().get(1).failed()).isZero();
    assertThat(measured.reasons()).containsExactly("a", "b");
  }

  private Outcome outcome(int stream) {
    return window.outcome().streams().get(stream);
  }
}
