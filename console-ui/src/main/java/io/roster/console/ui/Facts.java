/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A panel of facts, each a label with its value under it. */
public final class Facts extends Div {

  private final Div grid = new Div();
  private final Map<String, Div> values = new LinkedHashMap<>();
  private final transient Map<String, Object> shown = new HashMap<>();

  public Facts(String title) {
    addClassName("panel");
    grid.addClassName("facts");
    add(new H2(title), grid);
  }

  public Facts fact(String testId, String label, String value) {
    return fact(testId, label, value, text -> new Span(text.isBlank() ? "–" : text));
  }

  /** Shows a fact that is often looked at anew: one that did not change is not sent again. */
  public <T> Facts fact(String testId, String label, T value, Function<T, Component> look) {
    if (value.equals(shown.get(testId))) {
      return this;
    }
    fact(testId, label, look.apply(value));
    shown.put(testId, value);
    return this;
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
    shown.remove(testId);
    return this;
  }

  /** A text in a fixed-width type, such as an id. */
  public static Span mono(String text) {
    Span span = new Span(text.isBlank() ? "–" : text);
    span.addClassName("mono");
    return span;
  }
}
