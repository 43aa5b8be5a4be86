/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.coordinators;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.action.ActionButton;
import io.roster.console.action.Actions;
import io.roster.console.list.Columns;
import io.roster.console.list.ListPanel;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListState;
import io.roster.console.list.RowActions;
import io.roster.console.list.Rows;
import io.roster.console.live.FleetPicture;
import io.roster.console.live.LiveContent;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Facts;
import io.roster.console.ui.Mark;
import io.roster.console.ui.Mark.Tone;
import io.roster.console.ui.TestId;
import io.roster.console.ui.TimeText;
import io.roster.registry.access.Role;
import io.roster.registry.facts.CoordinatorFact;
import io.roster.registry.facts.LeaderFact;
import io.roster.registry.facts.SiteFact;
import io.roster.registry.facts.Takeover;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who coordinates, who leads and since when, and how the leadership went from hand to hand. */
@Route(CoordinatorsView.PATH)
@PageTitle("Coordinators · Roster")
@RolesAllowed(Roles.VIEWER)
public class CoordinatorsView extends Main implements BeforeEnterObserver, LiveContent {

  static final String PATH = "coordinators";

  private final transient Registry registry;
  private final transient Actions actions;
  private final Facts leader = new Facts("Leadership");
  private final ListPanel<CoordinatorFact> panel;
  private final NativeTableBody takeovers = new NativeTableBody();
  private transient List<Takeover> shown = List.of();

  @Inject
  public CoordinatorsView(Registry registry, Actions actions) {
    this.registry = registry;
    this.actions = actions;
    addClassNames("view", "view-coordinators");
    panel = new ListPanel<>(spec(), (state, canGoBack) -> {});
    Div heading =
        new Div(
            new H1("Coordinators"),
            panel.count(),
            new ActionButton(
                "Hand over leadership",
                "hand-over",
                Role.ADMIN,
                () -> actions.ask(actions.handOver(Optional.empty()), panel::refresh)));
    heading.addClassNames("view-heading", "detail-heading");
    NativeTable table = new NativeTable(takeovers);
    table.addClassName("lines");
    table.getElement().setAttribute("aria-label", "Changes of leadership");
    TestId.on(table, "takeovers");
    Div history = new Div(new H2("Changes of leadership"), table);
    history.addClassName("panel");
    add(heading, leader, panel, history);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    panel.open(ListState.NONE);
  }

  @Override
  public void show(FleetPicture picture) {
    panel.show(picture);
  }

  private ListSpec<CoordinatorFact> spec() {
    return new ListSpec<>(
        "coordinators",
        "Coordinators",
        state -> read(),
        CoordinatorFact::coordinator,
        List.of(),
        this::columns,
        () ->
            new EmptyState(
                "coordinators-empty",
                "No coordinator has told of itself yet",
                "Each one does, every few seconds, as long as the database answers."),
        true);
  }

  private Rows<CoordinatorFact> read() {
    SiteFact site = registry.facts().site();
    showLeader(site.leader());
    showTakeovers(site.takeovers());
    return new Rows<>(
        site.coordinators(),
        Optional.empty(),
        String.valueOf(site.coordinators().size()),
        site.asOf());
  }

  private void columns(Columns<CoordinatorFact> columns) {
    columns.mono("Coordinator", "10rem", CoordinatorFact::coordinator);
    columns.mark("State", "6rem", CoordinatorsView::mark);
    columns.text("Version", "8rem", CoordinatorFact::version);
    columns.mono("gRPC", "9.5rem", one -> one.host() + ":" + one.grpcPort());
    columns.number("HTTP", "4.5rem", CoordinatorFact::httpPort);
    columns.age("Started", "7rem", CoordinatorFact::startedAt);
    columns.age("Seen", "5.5rem", CoordinatorFact::seenAt);
    columns.number("Behind", "5rem", CoordinatorFact::lag);
    columns.text(
        "Database", "6rem", one -> String.format(Locale.ROOT, "%.1f ms", one.databaseMillis()));
    RowActions.on(
        columns,
        one -> "coordinator " + one.coordinator(),
        new RowActions.Choice<>(
            "Hand leadership to it",
            "hand-over-to",
            Role.ADMIN,
            (one, done) -> actions.ask(actions.handOver(Optional.of(one.coordinator())), done)));
    columns.grid().setAllRowsVisible(true);
    columns.grid().setSelectionMode(Grid.SelectionMode.NONE);
  }

  static Mark mark(CoordinatorFact one) {
    if (one.isGone()) {
      return new Mark(Tone.BAD, "silent");
    }
    return new Mark(Tone.GOOD, one.leads() ? "leads" : "serves");
  }

  private void showLeader(LeaderFact fact) {
    leader
        .fact("leader-holder", "Leader", Facts.mono(fact.holder()))
        .fact("leader-epoch", "Epoch", String.valueOf(fact.epoch()))
        .fact(
            "leader-running",
            "Lease",
            (fact.running() ? new Mark(Tone.GOOD, "running") : new Mark(Tone.BAD, "run out"))
                .span());
    fact.since().ifPresent(since -> leader.fact("leader-since", "Since", TimeText.age(since)));
  }

  private void showTakeovers(List<Takeover> newest) {
    if (newest.equals(shown)) {
      return;
    }
    shown = newest;
    takeovers.removeAll();
    for (Takeover takeover : newest) {
      NativeTableRow row = new NativeTableRow();
      row.addDataCell().add(new TimeText(takeover.time()));
      row.addDataCell().add(new Span("epoch " + takeover.epoch()));
      row.addDataCell().add(new Span(Mark.word(takeover.what())));
      row.addDataCell().add(Facts.mono(takeover.coordinator()));
      Span reason = new Span(takeover.reason());
      reason.addClassName("aside");
      row.addDataCell().add(reason);
      takeovers.add(row);
    }
  }
}
