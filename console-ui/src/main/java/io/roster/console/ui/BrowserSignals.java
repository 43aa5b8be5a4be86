/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;

/** Hears what concerns the whole page: single keys, and whether the tab is seen. */
@Tag("browser-signals")
@JsModule("./components/browser-signals.ts")
public final class BrowserSignals extends Component {

  /** A key, or two in a row, that stands for an action. */
  @DomEvent("shortcut")
  public static final class Shortcut extends ComponentEvent<BrowserSignals> {

    private final String keys;

    public Shortcut(
        BrowserSignals source, boolean fromClient, @EventData("event.detail") String keys) {
      super(source, fromClient);
      this.keys = keys;
    }

    /** As typed: {@code ?} or {@code g w}. */
    public String keys() {
      return keys;
    }
  }

  /** The tab came into sight, or went out of it. */
  @DomEvent("visibility")
  public static final class Visibility extends ComponentEvent<BrowserSignals> {

    private final boolean visible;

    public Visibility(
        BrowserSignals source, boolean fromClient, @EventData("event.detail") boolean visible) {
      super(source, fromClient);
      this.visible = visible;
    }

    public boolean visible() {
      return visible;
    }
  }

  public Registration onShortcut(ComponentEventListener<Shortcut> listener) {
    return addListener(Shortcut.class, listener);
  }

  public Registration onVisibility(ComponentEventListener<Visibility> listener) {
    return addListener(Visibility.class, listener);
  }
}
