/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimetableTest {

  @Test
  void arrivals_of_all_streams_come_in_the_order_in_which_they_are_due() {
    List<Timetable.Arrival> arrivals = first(500, List.of(160.0, 32.0, 32.0, 640.0));

    assertThat(arrivals)
        .isSortedAccordingTo((left, right) -> Long.compare(left.due(), right.due()));
  }

  @Test
  void each_stream_has_its_own_rate() {
    List<Timetable.Arrival> oneSecond = first(864, List.of(160.0, 32.0, 32.0, 640.0));

    assertThat(Stream.of(0, 1, 2, 3).map(stream -> count(oneSecond, stream)))
        .containsExactly(160L, 32L, 32L, 640L);
  }

  @Test
  void a_streams_arrivals_are_numbered_without_a_gap() {
    List<Timetable.Arrival> arrivals = first(100, List.of(3.0, 7.0));

    assertThat(arrivals.stream().filter(each -> each.stream() == 1).map(Timetable.Arrival::number))
        .containsExactlyElementsOf(
            Stream.iterate(0L, n -> n + 1).limit(count(arrivals, 1)).toList());
  }

  @Test
  void streams_of_the_same_rate_do_not_come_at_the_same_moment() {
    assertThat(first(40, List.of(32.0, 32.0)).stream().map(Timetable.Arrival::due))
        .doesNotHaveDuplicates();
  }

  private static List<Timetable.Arrival> first(int count, List<Double> rates) {
    Timetable timetable = new Timetable(0, rates);
    return Stream.generate(timetable::next).limit(count).toList();
  }

  private static long count(List<Timetable.Arrival> arrivals, int stream) {
    return arrivals.stream().filter(each -> each.stream() == stream).count();
  }
}
