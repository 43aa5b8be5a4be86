/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;

/** The names by which the journeys through the console find what they click and read. */
public final class TestId {

  private TestId() {}

  public static void on(Component component, String id) {
    component.getElement().setAttribute("data-testid", id);
  }
}
