/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.events;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.roster.console.ui.TestId;
import io.roster.console.ui.Times;
import io.roster.registry.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/** The newest journal entries as lines, for pages that show them beside other things. */
public final class EventLines extends Div {

  private final NativeTableBody body = new NativeTableBody();
  private final int limit;
  private final List<Line> rows = new ArrayList<>();
  private List<JournalEntry> shown = List.of();

  public EventLines(int limit) {
    this.limit = limit;
    TestId.on(this, "event-lines");
    NativeTable table = new NativeTable(body);
    table.addClassName("lines");
    table.getElement().setAttribute("aria-label", "Newest events");
    add(table);
  }

  public void show(List<JournalEntry> newestFirst) {
    List<JournalEntry> lines = newestFirst.stream().limit(limit).toList();
    if (lines.equals(shown)) {
      return;
    }
    shown = lines;
    while (rows.size() < lines.size()) {
      Line row = new Line();
      rows.add(row);
      body.add(row);
    }
    while (rows.size() > lines.size()) {
      body.remove(rows.remove(rows.size() - 1));
    }
    for (int i = 0; i < lines.size(); i++) {
      rows.get(i).show(lines.get(i));
    }
  }

  /** Its cells stay and their texts change: to make them anew would send all of them again. */
  private static final class Line extends NativeTableRow {

    private final Span time = new Span();
    private final EventMark kind = new EventMark();
    private final Span subject = new Span();
    private final Span actor = new Span();

    Line() {
      time.addClassName("num");
      subject.addClassName("mono");
      actor.addClassName("aside");
      for (Component cell : List.of(time, kind, subject, actor)) {
        addDataCell().add(cell);
      }
    }

    void show(JournalEntry entry) {
      time.setText(Times.clock(entry.time()));
      time.setTitle(Times.iso(entry.time()));
      kind.show(entry.kind());
      subject.setText(entry.subject());
      subject.setTitle(entry.subject());
      actor.setText("by " + entry.actor());
    }
  }
}
