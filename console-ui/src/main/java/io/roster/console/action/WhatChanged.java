/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.roster.console.ui.TestId;
import io.roster.console.ui.Times;
import io.roster.registry.journal.JournalEntry;
import java.util.List;

/** What happened to a target since somebody looked at it. */
public final class WhatChanged extends Div {

  private final String otherwise;

  /**
   * @param otherwise what to say when the journal tells of nothing
   */
  public WhatChanged(String testId, String otherwise) {
    this.otherwise = otherwise;
    TestId.on(this, testId);
    addClassName("action-changes");
    setVisible(false);
  }

  public void show(List<JournalEntry> since) {
    removeAll();
    add(new H3("What changed"));
    since.forEach(entry -> add(line(entry)));
    if (since.isEmpty()) {
      add(new Paragraph(otherwise));
    }
    setVisible(true);
  }

  private static Div line(JournalEntry entry) {
    Span time = new Span(Times.clock(entry.time()));
    time.addClassName("num");
    Span kind = new Span(entry.kind());
    kind.addClassName("strong");
    Span actor = new Span("by " + entry.actor());
    actor.addClassName("aside");
    Div line = new Div(time, kind, actor);
    line.addClassName("result");
    return line;
  }
}
