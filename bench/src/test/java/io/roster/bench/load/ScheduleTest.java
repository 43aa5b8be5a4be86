/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void arrivals_are_evenly_spaced() {
    Schedule schedule = new Schedule(1_000, 4);

    assertThat(schedule.due(0)).isEqualTo(1_000);
    assertThat(schedule.due(1)).isEqualTo(250_001_000);
    assertThat(schedule.due(4)).isEqualTo(1_000_001_000);
  }

  @Test
  void an_interval_that_is_no_whole_number_of_nanoseconds_does_not_drift() {
    Schedule schedule = new Schedule(0, 6_912);

    assertThat(schedule.due(6_912L * 86_400)).isEqualTo(86_400_000_000_000L);
  }

  @Test
  void a_start_may_lie_before_zero_as_the_clock_of_the_process_may() {
    assertThat(new Schedule(-500_000_000, 1).due(1)).isEqualTo(500_000_000);
  }

  @Test
  void a_rate_that_never_comes_due_is_refused() {
    assertThatThrownBy(() -> new Schedule(0, 0)).hasMessageContaining("never comes due");
  }
}
