/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.html.Span;

/** A small picture of the theme, for decoration only: a word always stands beside it. */
public final class Icon extends Span {

  /** The pictures that the theme draws. */
  public enum Shape {
    OVERVIEW,
    TOPOLOGY,
    WORKERS,
    ARTIFACTS,
    REPLICAS,
    TRANSPORTS,
    KEYS,
    LEASES,
    COORDINATORS,
    COMMANDS,
    EVENTS,
    AUDIT,
    ACCOUNTS,
    CONFIG,
    ABOUT
  }

  public Icon(Shape shape) {
    addClassNames("icon", "icon-" + shape.name().toLowerCase(java.util.Locale.ROOT));
    getElement().setAttribute("aria-hidden", "true");
  }
}
