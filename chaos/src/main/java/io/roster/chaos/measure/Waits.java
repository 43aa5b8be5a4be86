/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.client.Answers;
import io.roster.chaos.client.Writers;

/** How long writers had to wait for an acknowledgement around faults of one kind. */
final class Waits {

  private final Times connected = new Times();
  private final Times others = new Times();
  private final Times calm = new Times();

  /** Notes a fault that hit one coordinator. */
  void note(Writers writers, String coordinator, long from, long until) {
    for (Answers writer : writers.answers()) {
      boolean concerned = writer.coordinatorAt(from).equals(coordinator);
      (concerned ? connected : others).add(writer.longestGap(from, until).micros());
    }
    noteCalm(writers, from);
  }

  /** Notes a fault that concerns everybody. */
  void note(Writers writers, long from, long until) {
    writers.answers().forEach(writer -> connected.add(writer.longestGap(from, until).micros()));
    noteCalm(writers, from);
  }

  private void noteCalm(Writers writers, long from) {
    // What is still open when the fault comes belongs to the fault.
    long until = from - Stage.CALM_MICROS / 3;
    writers
        .answers()
        .forEach(writer -> calm.add(writer.longestGap(from - Stage.CALM_MICROS, until).micros()));
  }

  /** Of those who wrote to the coordinator that was hit. */
  Times connected() {
    return connected;
  }

  /** Of those who wrote to another one. */
  Times others() {
    return others;
  }

  /** Shortly before, while nothing was broken. */
  Times calm() {
    return calm;
  }

  String gaps() {
    return Integer.toString(connected.count());
  }
}
