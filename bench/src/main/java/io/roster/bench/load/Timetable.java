/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import java.util.ArrayList;
import java.util.List;

/** The arrivals of several streams in the order in which they are due. */
final class Timetable {

  private final List<Schedule> schedules = new ArrayList<>();
  private final long[] next;

  /** Whose turn it is: the stream by its place in the list, its arrival's number, its moment. */
  record Arrival(int stream, long number, long due) {}

  /** Streams with rates that divide each other would all come at once: each begins a bit later. */
  Timetable(long start, List<Double> rates) {
    for (double rate : rates) {
      schedules.add(new Schedule(start, rate).shifted((double) schedules.size() / rates.size()));
    }
    this.next = new long[rates.size()];
  }

  /** The next arrival of all. */
  Arrival next() {
    int first = 0;
    for (int stream = 1; stream < next.length; stream++) {
      if (due(stream) - due(first) < 0) {
        first = stream;
      }
    }
    Arrival arrival = new Arrival(first, next[first], due(first));
    next[first]++;
    return arrival;
  }

  private long due(int stream) {
    return schedules.get(stream).due(next[stream]);
  }
}
