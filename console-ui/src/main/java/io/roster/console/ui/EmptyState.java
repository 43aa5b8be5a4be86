/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** Stands where data would be, and says why there are none and what to do. */
public final class EmptyState extends Div {

  public EmptyState(String testId, String title, String reason, Component... help) {
    TestId.on(this, testId);
    addClassName("empty");
    add(new H2(title), new Paragraph(reason));
    add(help);
  }
}
