/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/** A panel of facts, each a label with its value under it. */
public final class Facts extends Div {

  private final Div grid = new Div();
  private final Map<String, Div> values = new LinkedHashMap<>();

  public Facts(String title) {
    addClassName("panel");
    grid.addClassName("facts");
    add(new H2(title), grid);
  }

  public Facts fact(String testId, String label, String value) {
    return fact(testId, label, new Span(value.isBlank() ? "–" : value));
  }

  /** Shows a fact; one that is shown already keeps its place. */
  public Facts fact(String testId, String label, Component... value) {
    Div holder =
        values.computeIfAbsent(
            testId,
            id -> {
              Div fresh = new Div();
              grid.add(Labels.fact(label, id, fresh));
              return fresh;
            });
    holder.removeAll();
    holder.add(value);
    return this;
  }

  /** A text in a fixed-width type, such as an id. */
  public static Span mono(String text) {
    Span span = new Span(text.isBlank() ? "–" : text);
    span.addClassName("mono");
    return span;
  }
}
