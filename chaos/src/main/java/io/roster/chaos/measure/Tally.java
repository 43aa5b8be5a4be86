/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints each figure, and sums up in the end. */
final class Tally {

  private final PrintStream out;
  private final List<String> missed = new ArrayList<>();
  private final List<String> brokenOff = new ArrayList<>();
  private int figures;

  Tally(PrintStream out) {
    this.out = out;
  }

  void add(Figure figure, String line) {
    figures++;
    if (!figure.isReached()) {
      missed.add(figure.name());
    }
    out.println(line);
  }

  void brokeOff(String measurement) {
    brokenOff.add(measurement);
  }

  boolean isWhole() {
    return brokenOff.isEmpty();
  }

  String summary() {
    return "within their limits: "
        + (figures - missed.size())
        + " of "
        + figures
        + (missed.isEmpty() ? "" : "; not: " + String.join(", ", missed))
        + (brokenOff.isEmpty() ? "" : "; broke off: " + String.join(", ", brokenOff));
  }
}
