/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The samples of the last quarter of an hour, one for each few seconds in which somebody looked.
 */
final class SampleRing {

  static final Duration BETWEEN = Duration.ofSeconds(5);
  static final Duration KEPT = Duration.ofMinutes(15);

  private final Deque<Sample> samples = new ArrayDeque<>();

  void offer(Instant now, Supplier<Sample> sample) {
    Optional<Instant> last = Optional.ofNullable(samples.peekLast()).map(Sample::at);
    if (last.filter(at -> now.isBefore(at.plus(BETWEEN))).isEmpty()) {
      samples.addLast(sample.get());
    }
    while (!samples.isEmpty() && samples.getFirst().at().isBefore(now.minus(KEPT))) {
      samples.removeFirst();
    }
  }

  List<Sample> all() {
    return List.copyOf(samples);
  }
}
