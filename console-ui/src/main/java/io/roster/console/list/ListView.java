/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import io.roster.console.live.FleetPicture;
import io.roster.console.live.LiveContent;

/** A view that is one list under a heading. */
public abstract class ListView<T> extends Main implements BeforeEnterObserver, LiveContent {

  private final String path;
  private final ListPanel<T> panel;

  protected ListView(String path, ListSpec<T> spec) {
    this.path = path;
    addClassNames("view", "view-list", "view-" + spec.name());
    panel = new ListPanel<>(spec, this::tell);
    Div heading = new Div(new H1(spec.label()), panel.count());
    heading.addClassName("view-heading");
    add(heading, panel);
  }

  protected final ListPanel<T> panel() {
    return panel;
  }

  protected final void addTools(Component... tools) {
    panel.addTools(tools);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    panel.open(ListState.from(event.getLocation().getQueryParameters()));
  }

  @Override
  public void show(FleetPicture picture) {
    panel.show(picture);
  }

  private void tell(ListState state, boolean canGoBack) {
    Addresses.show(getUI(), new Location(path, state.query()), canGoBack);
  }
}
