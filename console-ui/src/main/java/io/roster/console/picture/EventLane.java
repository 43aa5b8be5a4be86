/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.roster.console.events.EventMark;
import io.roster.registry.journal.JournalEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened when, one lane for each sort of thing. */
@Tag("event-lane")
@JsModule("./components/event-lane.ts")
public final class EventLane extends Component {

  private static final long NARROWEST_MILLIS = 1_000;

  /** What the browser is told. */
  record Picture(String label, long from, long to, List<Lane> lanes) {}

  /** One sort of thing. */
  record Lane(String name, List<Mark> marks) {}

  /** One event. */
  record Mark(long at, String kind, String tone, String id) {}

  public void show(List<JournalEntry> entries) {
    setVisible(!entries.isEmpty());
    if (!entries.isEmpty()) {
      getElement().setProperty("data", Pictures.json(picture(entries)));
    }
  }

  static Picture picture(List<JournalEntry> entries) {
    Map<String, List<Mark>> lanes = new TreeMap<>();
    for (JournalEntry entry : entries) {
      String lane = entry.kind().substring(0, Math.max(0, entry.kind().indexOf('.')));
      lanes
          .computeIfAbsent(lane, name -> new java.util.ArrayList<>())
          .add(
              new Mark(
                  entry.time().toEpochMilli(),
                  entry.kind() + " " + entry.subject(),
                  EventMark.tone(entry.kind()).substring("tone-".length()),
                  String.valueOf(entry.revision())));
    }
    long from = entries.stream().mapToLong(e -> e.time().toEpochMilli()).min().orElse(0);
    long to = entries.stream().mapToLong(e -> e.time().toEpochMilli()).max().orElse(0);
    Map<String, List<Mark>> ordered = new LinkedHashMap<>(lanes);
    return new Picture(
        entries.size() + " events in " + lanes.size() + " lanes; the table tells the same",
        from,
        Math.max(to, from + NARROWEST_MILLIS),
        ordered.entrySet().stream()
            .map(lane -> new Lane(lane.getKey(), List.copyOf(lane.getValue())))
            .toList());
  }
}
