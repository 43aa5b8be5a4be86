/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A label with the value under it. */
public final class Labels {

  private Labels() {}

  public static Div fact(String label, String testId, Component value) {
    Span name = new Span(label);
    name.addClassName("fact-label");
    value.addClassName("fact-value");
    TestId.on(value, testId);
    Div fact = new Div(name, value);
    fact.addClassName("fact");
    return fact;
  }
}
