/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FormatsTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:03:04.120Z");

  @Test
  void times_are_written_in_utc() {
    assertThat(Times.clock(NOON)).isEqualTo("12:03:04 UTC");
    assertThat(Times.dateAndClock(NOON)).isEqualTo("2026-01-31 12:03:04");
    assertThat(Times.iso(NOON)).isEqualTo("2026-01-31T12:03:04.120Z");
  }

  @Test
  void spans_have_their_two_largest_units() {
    assertThat(Times.span(Duration.ofSeconds(-3))).isEqualTo("0 s");
    assertThat(Times.span(Duration.ofSeconds(134))).isEqualTo("2 m 14 s");
    assertThat(Times.span(Duration.ofMinutes(65))).isEqualTo("1 h 5 m");
    assertThat(Times.span(Duration.ofHours(76))).isEqualTo("3 d 4 h");
  }

  @Test
  void bytes_have_binary_units() {
    assertThat(ByteCounts.human(0)).isEqualTo("0 B");
    assertThat(ByteCounts.human(80L << 30)).isEqualTo("80 GiB");
    assertThat(ByteCounts.usedOf(41L << 30, 80L << 30)).isEqualTo("41 / 80 GiB");
    assertThat(ByteCounts.usedOf(0, 2L << 40)).isEqualTo("0 / 2 TiB");
    assertThat(ByteCounts.usedOf(24L << 10, 2L << 40)).isEqualTo("<0.1 / 2 TiB");
    assertThat(ByteCounts.usedOf(512L << 20, 1L << 30)).isEqualTo("0.5 / 1 GiB");
    assertThat(ByteCounts.exact(1_234_567)).isEqualTo("1,234,567 B");
  }

  @Test
  void the_used_share_stays_within_its_bounds() {
    assertThat(ByteCounts.percent(0, 0)).isZero();
    assertThat(ByteCounts.percent(3, 4)).isEqualTo(75);
    assertThat(ByteCounts.percent(9, 4)).isEqualTo(100);
  }
}
