/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two loads that took turns, so that whatever drifts in a machine hits both.
 *
 * @param reference each window of the one
 * @param subject each window of the other
 */
public record Interleaved(List<Outcome> reference, List<Outcome> subject) {

  private static final int TURNS = 4;

  public Interleaved {
    reference = List.copyOf(reference);
    subject = List.copyOf(subject);
  }

  /** Warms each up for so long, then measures each for so long in all. */
  public static Interleaved of(Load reference, Load subject, Duration warmUp, Duration measured) {
    reference.during(warmUp);
    subject.during(warmUp);
    List<Outcome> ofReference = new ArrayList<>();
    List<Outcome> ofSubject = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      ofReference.add(reference.during(measured.dividedBy(TURNS)));
      ofSubject.add(subject.during(measured.dividedBy(TURNS)));
    }
    return new Interleaved(ofReference, ofSubject);
  }

  /** All windows of the one. */
  public Outcome ofReference() {
    return sum(reference);
  }

  /** All windows of the other. */
  public Outcome ofSubject() {
    return sum(subject);
  }

  private static Outcome sum(List<Outcome> windows) {
    return windows.stream().reduce(Outcome.NONE, Outcome::plus);
  }

  /** The rate of each window: how far they lie apart tells how quiet the machine was. */
  public static List<Long> rates(List<Outcome> windows) {
    return windows.stream().map(window -> Math.round(window.servedPerSecond())).toList();
  }
}
