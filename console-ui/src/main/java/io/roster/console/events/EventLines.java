/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.events;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.roster.console.ui.TestId;
import io.roster.console.ui.Times;
import io.roster.registry.journal.JournalEntry;
import java.util.List;

/** The newest journal entries as lines, for pages that show them beside other things. */
public final class EventLines extends Div {

  private final NativeTableBody body = new NativeTableBody();
  private final int limit;
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
    body.removeAll();
    lines.forEach(entry -> body.add(line(entry)));
  }

  private static NativeTableRow line(JournalEntry entry) {
    Span time = new Span(Times.clock(entry.time()));
    time.addClassName("num");
    time.setTitle(Times.iso(entry.time()));
    Span subject = new Span(entry.subject());
    subject.addClassName("mono");
    subject.setTitle(entry.subject());
    Span actor = new Span("by " + entry.actor());
    actor.addClassName("aside");
    NativeTableRow row = new NativeTableRow();
    row.addDataCell().add(time);
    row.addDataCell().add(EventMark.of(entry.kind()));
    row.addDataCell().add(subject);
    row.addDataCell().add(actor);
    return row;
  }
}
