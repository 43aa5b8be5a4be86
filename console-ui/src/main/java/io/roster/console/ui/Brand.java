/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.html.Span;

/** The product's mark and name. */
public final class Brand extends Span {

  public Brand() {
    addClassName("brand");
    Span mark = new Span();
    mark.addClassName("brand-mark");
    mark.getElement().setAttribute("aria-hidden", "true");
    add(mark, new Span("Roster"));
  }
}
