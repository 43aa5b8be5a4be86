/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void a_line_says_what_was_seen_and_whether_that_is_within_the_limits() {
    Figure figure = Figure.of("gap", "ms").below("max", 12.34, 200).told("calm", 3);
    assertThat(figure.json(7, Map.of("times", "4")))
        .isEqualTo(
            "{\"name\":\"gap\",\"figures\":{\"max\":12.3,\"calm\":3},\"unit\":\"ms\","
                + "\"limits\":{\"max\":\"< 200\"},\"reached\":true,\"seed\":7,"
                + "\"conditions\":{\"times\":\"4\"}}");
  }

  @Test
  void one_value_at_its_limit_is_too_much() {
    assertThat(Figure.of("gap", "ms").below("max", 200, 200).isReached()).isFalse();
    assertThat(Figure.of("gap", "ms").below("max", 200, 200).below("p50", 1, 2).isReached())
        .isFalse();
    assertThat(Figure.of("lost", "writes").exactly("lost", 0, 0).isReached()).isTrue();
    assertThat(Figure.of("lost", "writes").exactly("lost", 1, 0).isReached()).isFalse();
  }

  @Test
  void the_middle_and_the_longest() {
    Times times = new Times();
    assertThat(times.p50()).isZero();
    assertThat(times.max()).isZero();
    times.add(3_000);
    times.add(1_000);
    times.add(2_500);
    assertThat(times.p50()).isEqualTo(2.5);
    assertThat(times.max()).isEqualTo(3);
    assertThat(times.count()).isEqualTo(3);
  }

  @Test
  void the_summary_names_what_is_not_within_its_limits_and_what_broke_off() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Tally tally = new Tally(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    tally.add(Figure.of("gap", "ms").below("max", 1, 200), "a line");
    assertThat(tally.summary()).isEqualTo("within their limits: 1 of 1");
    assertThat(tally.isWhole()).isTrue();
    tally.add(Figure.of("late", "ms").below("max", 201, 200), "another");
    tally.brokeOff("outage");
    assertThat(tally.summary())
        .isEqualTo("within their limits: 1 of 2; not: late; broke off: outage");
    assertThat(tally.isWhole()).isFalse();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("a line", "another");
  }
}
