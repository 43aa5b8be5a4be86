/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void the_same_seed_brings_the_same_faults() {
    LongStream.range(0, 300)
        .forEach(seed -> assertThat(Schedule.of(seed)).isEqualTo(Schedule.of(seed)));
    assertThat(Schedule.of(1)).isNotEqualTo(Schedule.of(11));
  }

  @Test
  void every_kind_of_fault_comes_within_two_hundred_seeds_and_none_takes_long() {
    Set<FaultKind> seen = EnumSet.noneOf(FaultKind.class);
    for (long seed = 1; seed <= 200; seed++) {
      Schedule schedule = Schedule.of(seed);
      schedule.faults().forEach(fault -> seen.add(fault.kind()));
      assertThat(schedule.ends()).as("seed %s", seed).isLessThan(40_000);
    }
    assertThat(seen).isEqualTo(EnumSet.allOf(FaultKind.class));
  }
}
