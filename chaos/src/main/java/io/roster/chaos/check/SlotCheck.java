/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** No source serves more transports at once than it has slots, and no transport is lost. */
final class SlotCheck {

  private static final String SUBJECTS = "slot/";

  private final Evidence evidence;
  private final Map<String, TransportRow> rows;
  private final Map<String, SourceRow> sources;
  private final List<Violation> broken = new ArrayList<>();

  private SlotCheck(Evidence evidence) {
    this.evidence = evidence;
    this.rows =
        evidence.transports().stream()
            .collect(Collectors.toMap(TransportRow::transport, Function.identity()));
    this.sources =
        evidence.sources().stream()
            .collect(Collectors.toMap(SourceRow::replica, Function.identity()));
  }

  static List<Violation> broken(Evidence evidence) {
    SlotCheck check = new SlotCheck(evidence);
    check.followTheJournal();
    check.compareCounters();
    evidence.history().operations().stream()
        .filter(each -> each.subject().startsWith(SUBJECTS) && each.outcome() == Outcome.OK)
        .forEach(check::compare);
    check.holdClientsAgainstSlots();
    return check.broken;
  }

  private void followTheJournal() {
    Map<String, Long> held = new HashMap<>();
    for (JournalEntry entry : evidence.journal()) {
      TransportRow row = rows.get(entry.subject());
      SourceRow source = row == null ? null : sources.get(row.replica());
      if (source == null || !entry.kind().startsWith("transport.")) {
        continue;
      }
      long change = entry.kind().equals("transport.started") ? 1 : -1;
      long now = held.merge(source.replica(), change, Long::sum);
      if (now > source.slots()) {
        broken.add(
            new Violation(
                "never more transports than slots",
                now
                    + " transports hold the "
                    + source.slots()
                    + " slots of "
                    + source
                    + " after "
                    + entry));
      }
    }
  }

  private void compareCounters() {
    for (SourceRow source : sources.values()) {
      long open =
          rows.values().stream()
              .filter(row -> row.replica().equals(source.replica()))
              .filter(row -> row.status().equals("in_progress"))
              .count();
      if (open != source.current()) {
        broken.add(
            new Violation(
                "slots are counted right", source + " has " + open + " transports in progress"));
      }
    }
  }

  private void compare(Operation operation) {
    String transport = operation.answered().getOrDefault("transport", "");
    if (operation.action().equals("request") && !transport.isEmpty()) {
      TransportRow row = rows.get(transport);
      if (row == null || !row.request().equals(operation.ask("request"))) {
        broken.add(new Violation("no granted transport is lost", operation + " left " + row));
      }
    }
    if (operation.action().equals("complete")) {
      TransportRow row = rows.get(operation.ask("transport"));
      if (row == null || !row.status().equals("completed")) {
        broken.add(new Violation("no completion is lost", operation + " left " + row));
      }
    }
  }

  /** What clients know for sure to be held: from the answer that grants to the call that ends. */
  private void holdClientsAgainstSlots() {
    Map<String, Long> granted = new HashMap<>();
    Map<String, Long> ended = new HashMap<>();
    for (Operation each : evidence.history().operations()) {
      if (!each.subject().startsWith(SUBJECTS)) {
        continue;
      }
      if (each.action().equals("complete")) {
        ended.merge(each.ask("transport"), each.invoked(), Math::min);
      } else if (each.outcome() == Outcome.OK && each.answered().containsKey("transport")) {
        granted.merge(each.answer("transport"), each.completed(), Math::min);
      }
    }
    granted.forEach((transport, at) -> holdAgainstSlots(at, granted, ended, transport));
  }

  private void holdAgainstSlots(
      long moment, Map<String, Long> granted, Map<String, Long> ended, String transport) {
    TransportRow row = rows.get(transport);
    SourceRow source = row == null ? null : sources.get(row.replica());
    if (source == null) {
      return;
    }
    long held =
        granted.entrySet().stream()
            .filter(each -> each.getValue() <= moment)
            .filter(each -> ended.getOrDefault(each.getKey(), Long.MAX_VALUE) > moment)
            .map(each -> rows.get(each.getKey()))
            .filter(other -> other != null && other.replica().equals(source.replica()))
            .count();
    if (held > source.slots()) {
      broken.add(
          new Violation(
              "never more transports than slots",
              held + " clients hold the " + source.slots() + " slots of " + source.replica()));
    }
  }
}
