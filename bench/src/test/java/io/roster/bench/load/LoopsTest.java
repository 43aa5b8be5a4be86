/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.bench.report.MeasurementFailed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopsTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  private final ExecutorService network = Executors.newFixedThreadPool(2);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();

  @AfterEach
  void stop() {
    network.shutdownNow();
  }

  /** An action that the other side answers on a thread of its own. */
  private Action answered(Answer answer) {
    return (caller, completion) -> {
      mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
      network.execute(
          () -> {
            inFlight.decrementAndGet();
            completion.ended(answer);
          });
    };
  }

  @Test
  void a_closed_loop_keeps_as_many_in_flight_as_it_has_callers() {
    Outcome outcome = new ClosedLoop("x", answered(Answer.SERVED), 7).during(SHORT);

    assertThat(mostInFlight).hasValue(7);
    assertThat(outcome.served()).isPositive();
    assertThat(outcome.latencies().count()).isEqualTo(outcome.served());
    assertThat(outcome.time()).isEqualTo(SHORT);
  }

  @Test
  void a_closed_loop_ends_with_nothing_in_flight() {
    new ClosedLoop("x", answered(Answer.SERVED), 7).during(SHORT);

    assertThat(inFlight).hasValue(0);
  }

  @Test
  void what_is_answered_after_the_end_does_not_count() {
    CompletableFuture<Completion> late = new CompletableFuture<>();
    Action slow = (caller, completion) -> late.complete(completion);
    network.execute(
        () -> {
          Pause.of(SHORT.multipliedBy(2));
          late.join().ended(Answer.SERVED);
        });

    assertThat(new ClosedLoop("x", slow, 1).during(SHORT).served()).isZero();
  }

  @Test
  void a_closed_loop_with_failures_has_no_figure() {
    ClosedLoop loop = new ClosedLoop("x", answered(Answer.failed("no such worker")), 2);

    assertThatThrownBy(() -> loop.during(SHORT))
        .isInstanceOf(MeasurementFailed.class)
        .hasMessageContaining("no such worker");
  }

  @Test
  void a_closed_loop_in_which_nothing_is_served_has_no_figure() {
    ClosedLoop loop = new ClosedLoop("x", answered(Answer.shed("busy")), 2);

    assertThatThrownBy(() -> loop.during(SHORT)).hasMessageContaining("busy");
  }

  @Test
  void a_batch_does_something_to_each_item_once() {
    Set<Integer> items = ConcurrentHashMap.newKeySet();
    Batch.each(
        "x",
        (item, completion) ->
            network.execute(
                () ->
                    completion.ended(
                        items.add(item) ? Answer.SERVED : Answer.failed("twice: " + item))),
        1_000,
        8);

    assertThat(items).hasSize(1_000);
  }

  @Test
  void a_batch_tries_again_what_was_shed() {
    AtomicInteger tries = new AtomicInteger();
    Batch.each(
        "x",
        (item, completion) ->
            network.execute(
                () ->
                    completion.ended(
                        tries.incrementAndGet() < 3 ? Answer.shed("busy") : Answer.SERVED)),
        1,
        1);

    assertThat(tries).hasValue(3);
  }

  @Test
  void a_batch_says_why_it_failed() {
    assertThatThrownBy(() -> Batch.each("x", answered(Answer.failed("not served yet")), 100, 4))
        .isInstanceOf(MeasurementFailed.class)
        .hasMessageContaining("not served yet");
  }

  @Test
  void a_blocking_loop_acts_for_the_time_given() {
    AtomicInteger acts = new AtomicInteger();
    BlockingLoop.Step step = acts::incrementAndGet;

    Outcome outcome = new BlockingLoop("x", List.of(step, step)).during(SHORT);

    // Each of the two may have been in the middle of an act at the end.
    assertThat(outcome.served()).isPositive().isBetween(acts.get() - 2L, (long) acts.get());
  }

  @Test
  void a_blocking_loop_passes_a_failure_on() {
    BlockingLoop loop =
        new BlockingLoop(
            "x",
            List.of(
                () -> {
                  throw new IllegalStateException("no connection");
                }));

    assertThatThrownBy(() -> loop.during(SHORT)).hasMessageContaining("no connection");
  }

  @Test
  void interleaved_loads_take_turns_and_neither_has_more_time() {
    StringBuilder turns = new StringBuilder();
    Interleaved measured =
        Interleaved.of(
            noted("a", turns), noted("b", turns), Duration.ofSeconds(5), Duration.ofSeconds(8));

    assertThat(turns).hasToString("abababababab".substring(0, 10));
    assertThat(measured.ofReference().time()).isEqualTo(Duration.ofSeconds(8));
    assertThat(measured.ofSubject().time()).isEqualTo(Duration.ofSeconds(8));
    assertThat(measured.ofSubject().servedPerSecond()).isEqualTo(0.5);
  }

  private static Load noted(String name, StringBuilder turns) {
    return time -> {
      turns.append(name);
      return new Outcome(1, 1, 0, 0, 0, time, Latencies.NONE);
    };
  }

  @Test
  void an_open_loop_goes_on_while_nobody_answers_and_charges_the_waiting() {
    Stream silent = new Stream("silent", 200, (number, completion) -> {});
    AtomicInteger arrived = new AtomicInteger();
    Stream prompt =
        new Stream(
            "prompt",
            400,
            (number, completion) -> {
              arrived.incrementAndGet();
              completion.ended(Answer.SERVED);
            });

    try (OpenLoop loop = OpenLoop.started(List.of(silent, prompt), Duration.ofMillis(20))) {
      OpenLoop.Measured measured = loop.during(Duration.ofMillis(100));

      assertThat(measured.streams().get(0).offered()).isEqualTo(20);
      assertThat(measured.streams().get(0).unanswered()).isEqualTo(20);
      assertThat(measured.streams().get(0).served()).isZero();
      assertThat(measured.streams().get(1).offered()).isEqualTo(40);
      assertThat(measured.streams().get(1).latencies().count()).isEqualTo(40);
      assertThat(arrived.get()).isGreaterThanOrEqualTo(40);
    }
  }

  @Test
  void an_open_loop_that_broke_has_no_figure() {
    Stream broken =
        new Stream(
            "broken",
            100,
            (number, completion) -> {
              throw new IllegalStateException("a slip of ours");
            });

    try (OpenLoop loop = OpenLoop.started(List.of(broken), Duration.ZERO)) {
      assertThatThrownBy(() -> loop.during(SHORT)).hasMessageContaining("a slip of ours");
    }
  }
}
