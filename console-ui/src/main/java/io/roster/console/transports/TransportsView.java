/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.transports;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.list.ListPanel;
import io.roster.console.list.ListState;
import io.roster.console.list.ListView;
import io.roster.console.live.FleetPicture;
import io.roster.console.registry.Registry;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.facts.WaitingFact;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;

/** The transports, and the requests that wait for a source. */
@Route(TransportsView.PATH)
@PageTitle("Transports · Roster")
@RolesAllowed(Roles.VIEWER)
public class TransportsView extends ListView<TransportFact> {

  static final String PATH = "transports";

  private final ListPanel<WaitingFact> waiting;
  private final Div queue = new Div();

  @Inject
  public TransportsView(Registry registry) {
    super(PATH, TransportList.all(registry));
    waiting = new ListPanel<>(TransportList.waiting(registry), (state, canGoBack) -> {});
    queue.add(new H2("Waiting for a source"), waiting);
    queue.addClassNames("panel", "queue");
    addComponentAtIndex(1, queue);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    super.beforeEnter(event);
    waiting.open(ListState.from(event.getLocation().getQueryParameters()).atFirst());
    showQueue();
  }

  @Override
  public void show(FleetPicture picture) {
    super.show(picture);
    waiting.show(picture);
    showQueue();
  }

  /** An empty queue is the usual thing and takes no room. */
  private void showQueue() {
    queue.setVisible(!waiting.rows().isEmpty());
  }
}
