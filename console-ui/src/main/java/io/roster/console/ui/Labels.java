/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.roster.registry.cluster.ConnectionState;
import java.util.Locale;

/** Marks that say the same by colour, shape and word. */
public final class Labels {

  private Labels() {}

  /** A worker's state as a word. */
  public static String word(ConnectionState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  public static Span state(ConnectionState state, String text) {
    return mark("mark-" + word(state), text);
  }

  public static Span upOrDown(boolean up, String text) {
    return mark(up ? "mark-connected" : "mark-disconnected", text);
  }

  /** A label with the value under it. */
  public static Div fact(String label, String testId, Component value) {
    Span name = new Span(label);
    name.addClassName("fact-label");
    value.addClassName("fact-value");
    TestId.on(value, testId);
    Div fact = new Div(name, value);
    fact.addClassName("fact");
    return fact;
  }

  /** The colour and shape alone, where the word stands beside it. */
  public static Span shape(ConnectionState state) {
    Span mark = new Span(shape());
    mark.addClassNames("mark", "mark-" + word(state));
    return mark;
  }

  private static Span mark(String className, String text) {
    Span mark = new Span(shape(), new Span(text));
    mark.addClassNames("mark", className);
    return mark;
  }

  private static Span shape() {
    Span shape = new Span();
    shape.addClassName("mark-shape");
    shape.getElement().setAttribute("aria-hidden", "true");
    return shape;
  }
}
