/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** When the writes of one client were answered, and by whom; all times in microseconds. */
public final class Answers {

  private final List<Acknowledgement> acknowledgements = new ArrayList<>();
  private final List<Long> failures = new ArrayList<>();

  private record Acknowledgement(long at, String coordinator) {}

  synchronized void acknowledged(long at, String coordinator) {
    acknowledgements.add(new Acknowledgement(at, coordinator));
  }

  synchronized void failed(long at) {
    failures.add(at);
  }

  /** How many writes were acknowledged. */
  public synchronized int count() {
    return acknowledgements.size();
  }

  /** Who acknowledged the last write; empty before the first. */
  public String lastCoordinator() {
    return coordinatorAt(Long.MAX_VALUE);
  }

  /** Who acknowledged the last write before that moment; empty before the first. */
  public synchronized String coordinatorAt(long moment) {
    for (int i = acknowledgements.size() - 1; i >= 0; i--) {
      if (acknowledgements.get(i).at() < moment) {
        return acknowledgements.get(i).coordinator();
      }
    }
    return "";
  }

  /** When the first write after that moment was acknowledged. */
  public synchronized OptionalLong firstAfter(long moment) {
    return acknowledgements.stream()
        .mapToLong(Acknowledgement::at)
        .filter(at -> at > moment)
        .findFirst();
  }

  /** The longest time between two acknowledgements that touches this stretch. */
  public synchronized Gap longestGap(long from, long until) {
    Gap longest = Gap.NONE;
    for (int i = 1; i < acknowledgements.size(); i++) {
      Acknowledgement last = acknowledgements.get(i - 1);
      Acknowledgement next = acknowledgements.get(i);
      if (next.at() >= from && last.at() <= until && next.at() - last.at() > longest.micros()) {
        longest = new Gap(last.at(), next.at(), last.coordinator(), next.coordinator());
      }
    }
    return longest;
  }

  /** How many calls ended in this stretch without an acknowledgement. */
  public synchronized long failures(long from, long until) {
    return failures.stream().filter(at -> at >= from && at <= until).count();
  }
}
