/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.roster.console.ui.Links;
import io.roster.console.ui.TestId;
import io.roster.console.ui.TimeText;
import java.util.List;

/** The workers that just went, so that nobody has to wonder where a row is. */
final class GoneList extends Div {

  private final NativeTableBody body = new NativeTableBody();
  private List<GoneWorker> shown = List.of();

  GoneList() {
    TestId.on(this, "recently-gone");
    addClassName("gone");
    // A long list scrolls, and what scrolls must be reached by keys.
    getElement().setAttribute("tabindex", "0");
    getElement().setAttribute("role", "region");
    getElement().setAttribute("aria-label", "Recently gone");
    NativeTable table = new NativeTable(body);
    table.addClassName("lines");
    table.getElement().setAttribute("aria-label", "Workers that went in the last hour");
    Span within = new Span("in the last hour");
    within.addClassName("aside");
    H2 heading = new H2(new Span("Recently gone"), within);
    add(heading, table);
    setVisible(false);
  }

  void show(List<GoneWorker> gone) {
    if (gone.equals(shown)) {
      return;
    }
    shown = gone;
    setVisible(!gone.isEmpty());
    body.removeAll();
    gone.forEach(worker -> body.add(row(worker)));
  }

  private static NativeTableRow row(GoneWorker worker) {
    NativeTableRow row = new NativeTableRow();
    row.addDataCell().add(Links.to(Links.worker(worker.id()), worker.id()));
    cell(row, worker.manner().word(), "");
    row.addDataCell().add(TimeText.age(worker.when()));
    cell(row, worker.details(), "");
    cell(row, "by " + worker.actor(), "aside");
    return row;
  }

  private static Span cell(NativeTableRow row, String text, String style) {
    Span value = new Span(text);
    if (!style.isEmpty()) {
      value.addClassName(style);
    }
    row.addDataCell().add(value);
    return value;
  }
}
