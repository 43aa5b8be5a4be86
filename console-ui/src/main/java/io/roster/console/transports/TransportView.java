/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.transports;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.action.ActionButton;
import io.roster.console.action.Actions;
import io.roster.console.events.EventList;
import io.roster.console.list.DetailView;
import io.roster.console.picture.EventLane;
import io.roster.console.registry.Registry;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.Facts;
import io.roster.console.ui.Ids;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.TestId;
import io.roster.console.ui.TimeText;
import io.roster.registry.access.Role;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventSort;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.TransportEnd;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.page.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;

/** One transport, from its source to its target. */
@Route(TransportsView.PATH + "/:id")
@RolesAllowed(Roles.VIEWER)
public class TransportView extends DetailView {

  private static final int EVENTS = 100;

  private final transient Registry registry;
  private final Facts facts = new Facts("Transport");
  private final EventLane lane = new EventLane();
  private final Div overview = new Div();
  private final ActionButton cancel;

  @Inject
  public TransportView(Registry registry, Actions actions) {
    super("Transport", TransportsView.PATH);
    this.registry = registry;
    cancel =
        new ActionButton(
            "Cancel transport",
            "cancel-transport",
            Role.OPERATOR,
            () -> actions.ask(actions.cancelTransport(uuid()), this::refresh));
    addActions(cancel);
    TestId.on(lane, "event-lane");
    Div happened = new Div(new H2("What happened when"), lane);
    happened.addClassName("panel");
    overview.add(facts, happened);
    overview.addClassName("stack");
    tab("overview", () -> overview);
    tab("events", () -> list(EventList.about(registry, Set.of(id()))));
  }

  private UUID uuid() {
    return Ids.uuid("transport", id());
  }

  @Override
  protected void read() {
    TransportFact transport = registry.facts().transport(uuid());
    state(Mark.of(transport.condition()).span());
    cancel.setVisible(transport.condition() == TransportCondition.IN_PROGRESS);
    facts
        .fact(
            "transport-artifact",
            "Artifact",
            Links.to(Links.artifact(transport.artifactId()), transport.artifactId()))
        .fact("transport-from", "From", end(transport.source()))
        .fact("transport-to", "To", end(transport.target()))
        .fact("transport-bytes", "Size", ByteCounts.human(transport.bytes()))
        .fact("transport-began", "Began", new TimeText(transport.createdAt()))
        .fact("transport-request", "Request", Facts.mono(transport.requestId()))
        .fact("transport-replica", "Replica", Facts.mono(transport.replica().toString()))
        .fact("transport-detail", "Detail", transport.detail());
    transport.endedAt().ifPresent(at -> facts.fact("transport-ended", "Ended", new TimeText(at)));
    transport
        .group()
        .ifPresent(
            group ->
                facts.fact(
                    "transport-group",
                    "Group",
                    group.kind() + " " + group.id() + ", part " + group.partId()));
    lane.show(
        registry
            .facts()
            .events(
                EventFilter.about(Set.of(id())), Paging.byLast(EventSort.REVISION).ofSize(EVENTS))
            .entries());
  }

  private static com.vaadin.flow.component.Component end(TransportEnd end) {
    String address = TransportList.address(end);
    String name = TransportList.name(end);
    return address.isEmpty() ? Facts.mono(name) : Links.to(address, name);
  }

  @Override
  protected String address(String transport) {
    return Links.transport(transport);
  }
}
