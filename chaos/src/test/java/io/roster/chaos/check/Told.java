/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import java.util.HashMap;
import java.util.Map;

/** Histories written by hand. */
final class Told {

  private Told() {}

  static Operation ok(String action, long from, long until, String asked, String answered) {
    return new Operation(
        "subject/s", "c", action, pairs(asked), from, until, Outcome.OK, pairs(answered));
  }

  static Operation unknown(String action, long from, long until, String asked) {
    return new Operation(
        "subject/s", "c", action, pairs(asked), from, until, Outcome.UNKNOWN, Map.of());
  }

  static Operation failed(String action, long from, long until, String asked) {
    return new Operation(
        "subject/s", "c", action, pairs(asked), from, until, Outcome.FAILED, Map.of());
  }

  static Operation about(String subject, Operation each) {
    return new Operation(
        subject,
        each.client(),
        each.action(),
        each.asked(),
        each.invoked(),
        each.completed(),
        each.outcome(),
        each.answered());
  }

  /** {@code a=1 b=2}. */
  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.split(" ", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        pairs.put(pair.substring(0, at), pair.substring(at + 1));
      }
    }
    return pairs;
  }

  static JournalEntry entry(
      long revision,
      long at,
      long epoch,
      String coordinator,
      String actor,
      String kind,
      String subject) {
    return new JournalEntry(revision, at, epoch, coordinator, actor, kind, subject);
  }
}
