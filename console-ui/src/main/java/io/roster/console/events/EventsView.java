/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.events;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.list.ListView;
import io.roster.console.picture.EventLane;
import io.roster.console.registry.Registry;
import io.roster.console.ui.TestId;
import io.roster.registry.journal.JournalEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;

/** The journal, the newest entries first, as they are written. */
@Route(EventsView.PATH)
@PageTitle("Events · Roster")
@RolesAllowed(Roles.VIEWER)
public class EventsView extends ListView<JournalEntry> {

  static final String PATH = "events";

  private final EventLane lane = new EventLane();

  @Inject
  public EventsView(Registry registry) {
    super(PATH, EventList.all(registry));
    TestId.on(lane, "event-lane");
    Div holder = new Div(lane);
    holder.addClassNames("panel", "lane-panel");
    addComponentAtIndex(1, holder);
    panel().onRows(lane::show);
  }
}
