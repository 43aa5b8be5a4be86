/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.find;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.list.ListState;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Links;
import io.roster.console.ui.TestId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.List;

/** What was found; a single thing is gone to at once. */
@Route("find")
@PageTitle("Find · Roster")
@RolesAllowed(Roles.VIEWER)
public class FindView extends Main implements BeforeEnterObserver {

  private final transient Finder finder;
  private final UnorderedList list = new UnorderedList();
  private final Span asked = new Span();
  private final EmptyState nothing =
      new EmptyState(
          "find-nothing",
          "Nothing is called so",
          "Looked for workers by id, daemon, node and address, for artifacts and keys by how they"
              + " begin, and for replicas, transports and commands by their whole id.");

  @Inject
  public FindView(Registry registry) {
    finder = new Finder(registry);
    addClassNames("view", "view-find");
    asked.addClassName("count");
    Div heading = new Div(new H1("Found"), asked);
    heading.addClassName("view-heading");
    list.addClassNames("panel", "found");
    TestId.on(list, "find-list");
    add(heading, list, nothing);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String text = ListState.from(event.getLocation().getQueryParameters()).text("q").orElse("");
    List<Finder.Hit> hits = text.isEmpty() ? List.of() : finder.find(text);
    if (hits.size() == 1) {
      Location found = new Location(hits.get(0).address());
      event.forwardTo(found.getPath(), found.getQueryParameters());
      return;
    }
    asked.setText("for “" + text + "”");
    list.removeAll();
    for (Finder.Hit hit : hits) {
      Span kind = new Span(hit.kind());
      kind.addClassName("chip");
      Anchor link = Links.to(hit.address(), hit.name());
      list.add(new ListItem(kind, link));
    }
    list.setVisible(!hits.isEmpty());
    nothing.setVisible(hits.isEmpty());
  }
}
