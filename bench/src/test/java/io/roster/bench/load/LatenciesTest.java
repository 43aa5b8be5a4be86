/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private static final long MILLI = 1_000_000;

  @Test
  void percentiles_are_exact_to_three_digits() {
    Latencies latencies = of(LongStream.rangeClosed(1, 1_000).map(ms -> ms * MILLI));

    assertThat(latencies.count()).isEqualTo(1_000);
    assertThat(latencies.millisAt(50)).isCloseTo(500, withinPercentage(0.1));
    assertThat(latencies.millisAt(99)).isCloseTo(990, withinPercentage(0.1));
    assertThat(latencies.longestMillis()).isCloseTo(1_000, withinPercentage(0.1));
  }

  @Test
  void merging_is_as_if_all_had_been_recorded_in_one_place() {
    Latencies odd =
        of(LongStream.rangeClosed(1, 1_000).filter(n -> n % 2 == 1).map(n -> n * MILLI));
    Latencies even =
        of(LongStream.rangeClosed(1, 1_000).filter(n -> n % 2 == 0).map(n -> n * MILLI));
    Latencies all = of(LongStream.rangeClosed(1, 1_000).map(n -> n * MILLI));

    Latencies merged = odd.plus(even);

    assertThat(merged.count()).isEqualTo(1_000);
    for (double percentile : new double[] {1, 50, 95, 99, 99.9, 100}) {
      assertThat(merged.millisAt(percentile)).isEqualTo(all.millisAt(percentile));
    }
  }

  @Test
  void merging_changes_neither_side() {
    Latencies one = of(LongStream.of(MILLI));
    Latencies other = of(LongStream.of(2 * MILLI));

    assertThat(one.plus(other).count()).isEqualTo(2);
    assertThat(one.count()).isEqualTo(1);
    assertThat(other.count()).isEqualTo(1);
    assertThat(Latencies.NONE.count()).isZero();
  }

  @Test
  void what_is_longer_than_the_longest_counts_all_the_same() {
    Latencies latencies = of(LongStream.of(Long.MAX_VALUE));

    assertThat(latencies.count()).isEqualTo(1);
    assertThat(latencies.longestMillis())
        .isCloseTo(Latencies.LONGEST_NANOS / 1e6, withinPercentage(0.1));
  }

  @Test
  void a_recorder_hands_out_each_latency_once() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.record(MILLI);

    assertThat(recorder.taken().count()).isEqualTo(1);
    assertThat(recorder.taken().count()).isZero();
  }

  private static Latencies of(LongStream nanos) {
    LatencyRecorder recorder = new LatencyRecorder();
    nanos.forEach(recorder::record);
    return recorder.taken();
  }
}
