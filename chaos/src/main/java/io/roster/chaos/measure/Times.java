/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something took, each time that it was seen. */
final class Times {

  private static final double MICROS_PER_MILLI = 1e3;

  private final List<Long> micros = new ArrayList<>();

  void add(long more) {
    micros.add(more);
  }

  int count() {
    return micros.size();
  }

  /** The middle one, in milliseconds; 0 when there is none. */
  double p50() {
    return at(micros.size() / 2);
  }

  /** The longest one, in milliseconds; 0 when there is none. */
  double max() {
    return at(micros.size() - 1);
  }

  private double at(int place) {
    if (micros.isEmpty()) {
      return 0;
    }
    List<Long> sorted = new ArrayList<>(micros);
    Collections.sort(sorted);
    return sorted.get(place) / MICROS_PER_MILLI;
  }
}
