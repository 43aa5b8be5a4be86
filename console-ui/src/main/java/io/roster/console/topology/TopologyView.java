/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.topology;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.action.Actions;
import io.roster.console.list.Addresses;
import io.roster.console.list.ChoiceFilter;
import io.roster.console.list.Filter;
import io.roster.console.list.ListState;
import io.roster.console.list.TextFilter;
import io.roster.console.live.FleetPicture;
import io.roster.console.live.LiveContent;
import io.roster.console.picture.TopologyGraph;
import io.roster.console.picture.TopologyLayout;
import io.roster.console.registry.Registry;
import io.roster.console.ui.AwayNotice;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Links;
import io.roster.console.ui.TestId;
import io.roster.registry.facts.Topology;
import io.roster.registry.facts.TopologyQuery;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fleet as a picture, and the same as a table. */
@Route(TopologyView.PATH)
@PageTitle("Topology · Roster")
@RolesAllowed(Roles.VIEWER)
public class TopologyView extends Main implements BeforeEnterObserver, LiveContent {

  static final String PATH = "topology";

  private static final String VIEW = "view";
  private static final String GROUP = "group";
  private static final String FOCUS = "focus";
  private static final String TABLE = "table";

  /**
   * A picture of thousands is read no more often than anybody can look, and by all tabs at the same
   * moment, so that one reading serves them all.
   */
  private static final long BETWEEN_READINGS_SECONDS = 2;

  private final transient Registry registry;
  private final TopologyGraph graph = new TopologyGraph();
  private final TopologyTable table = new TopologyTable();
  private final NodePanel node;
  private final Span count = new Span();
  private final AwayNotice away = new AwayNotice();
  private final Button asGraph = new Button("Picture");
  private final Button asTable = new Button("Table");
  private final Button wholeFleet = new Button("Whole fleet");
  private final Div legend = new Div();
  private final Div stage = new Div();
  private final EmptyState nobody;
  private final transient List<Filter> filters;
  private transient ListState state = ListState.NONE;
  private transient @Nullable Topology shown;
  private long read;

  @Inject
  public TopologyView(Registry registry, Actions actions) {
    this.registry = registry;
    this.node = new NodePanel(registry, actions, () -> go(state.with(FOCUS, "")), this::refresh);
    this.filters =
        List.of(
            new TextFilter("artifact", "Mark the holders of this artifact", "Mark an artifact")
                .first(),
            ChoiceFilter.any(
                "state",
                "Show only these states",
                List.of(
                    WorkerCondition.SILENT,
                    WorkerCondition.DRAINING,
                    WorkerCondition.NOT_ACCEPTING,
                    WorkerCondition.READY)));
    addClassNames("view", "view-topology");
    nobody =
        new EmptyState(
            "topology-empty",
            "There is no worker to draw",
            "Workers appear here as they register; with a filter set, only those that it lets"
                + " through.",
            Links.to("workers", "How to start one"));
    TestId.on(count, "topology-count");
    count.addClassName("count");
    count.getElement().setAttribute("aria-live", "polite");
    Div heading = new Div(new H1("Topology"), count);
    heading.addClassName("view-heading");
    TestId.on(graph, "topology-graph");
    graph.onChoose(chosen -> choose(chosen.node()));
    table.onChoose(this::choose);
    stage.add(graph, table, node);
    stage.addClassName("stage");
    add(heading, tools(), away, nobody, stage, legend());
  }

  private Component tools() {
    Div tools = new Div();
    tools.addClassName("tools");
    for (Filter filter : filters) {
      tools.add(filter.component());
      filter.onChange(value -> go(state.with(filter.name(), value)));
    }
    Div views = new Div(asGraph, asTable);
    views.addClassName("segments");
    views.getElement().setAttribute("role", "group").setAttribute("aria-label", "Shown as");
    for (Button button : List.of(asGraph, asTable)) {
      button.addThemeVariants(ButtonVariant.LUMO_SMALL);
      button.addClassName("segment");
    }
    asGraph.addClickListener(click -> go(state.with(VIEW, "")));
    asTable.addClickListener(click -> go(state.with(VIEW, TABLE)));
    wholeFleet.addClickListener(click -> go(state.with(GROUP, "").with(FOCUS, "")));
    TestId.on(asGraph, "as-graph");
    TestId.on(asTable, "as-table");
    TestId.on(wholeFleet, "whole-fleet");
    wholeFleet.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    tools.add(views, wholeFleet);
    return tools;
  }

  private Component legend() {
    legend.addClassNames("legend", "aside");
    legend.add(
        new Span("Ring: used memory pool"),
        new Span("● ready"),
        new Span("▲ draining or not accepting"),
        new Span("✕ silent"),
        new Span("≠ does not agree with the registry"),
        new Span("Lines: active transports, the thicker the more bytes"));
    return legend;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    open(ListState.from(event.getLocation().getQueryParameters()));
  }

  @Override
  public void show(FleetPicture picture) {
    away.show(picture.databaseAway(), picture.age());
    setClassName("stale", picture.databaseAway());
    long now = picture.taken().getEpochSecond() / BETWEEN_READINGS_SECONDS;
    if (!picture.databaseAway() && now != read) {
      read = now;
      refresh();
    }
    node.show();
  }

  private void open(ListState wanted) {
    state = wanted;
    filters.forEach(filter -> filter.show(wanted.values().getOrDefault(filter.name(), "")));
    boolean asTableNow = TABLE.equals(wanted.values().get(VIEW));
    pressed(asGraph, !asTableNow);
    pressed(asTable, asTableNow);
    wholeFleet.setVisible(wanted.values().containsKey(GROUP));
    node.choose(wanted.text(FOCUS).orElse(""));
    refresh();
  }

  private static void pressed(Button button, boolean is) {
    button.getElement().setAttribute("aria-pressed", String.valueOf(is));
  }

  private void go(ListState to) {
    open(to);
    Addresses.show(getUI(), new Location(PATH, to.query()), true);
  }

  /** A node is chosen once to look at it; a group opens. */
  private void choose(String chosen) {
    int colon = chosen.indexOf(':');
    String kind = chosen.substring(0, Math.max(0, colon));
    String id = chosen.substring(colon + 1);
    switch (kind) {
      case "group" -> go(state.with(GROUP, id).with(FOCUS, ""));
      case "worker" -> go(state.with(FOCUS, id));
      default -> getUI().ifPresent(ui -> ui.navigate("coordinators"));
    }
  }

  private void refresh() {
    try {
      shown =
          registry
              .facts()
              .topology(
                  new TopologyQuery(
                      state.chosen("state", WorkerCondition.class),
                      state.text("artifact"),
                      state.text(GROUP),
                      TopologyQuery.MOST));
      draw(shown);
    } catch (RegistryException failed) {
      if (failed.code() == ErrorCode.DATABASE_AWAY) {
        away.show(true, Duration.ZERO);
        return;
      }
      // A group that is no more: the fleet has changed since the link was made.
      if (state.values().containsKey(GROUP)) {
        go(state.with(GROUP, ""));
        return;
      }
      throw failed;
    }
  }

  private void draw(Topology fleet) {
    String focus = state.text(FOCUS).orElse("");
    boolean marking = state.text("artifact").isPresent();
    boolean asTableNow = TABLE.equals(state.values().get(VIEW));
    boolean any = fleet.workers() > 0;
    nobody.setVisible(!any);
    stage.setVisible(any || !fleet.coordinators().isEmpty());
    graph.setVisible(!asTableNow);
    table.setVisible(asTableNow);
    legend.setVisible(!asTableNow && any);
    count.setText(words(fleet));
    if (asTableNow) {
      table.show(fleet);
    } else {
      graph.show(TopologyLayout.of(fleet, focus, marking));
    }
  }

  private static String words(Topology fleet) {
    String workers = fleet.workers() == 1 ? "1 worker" : fleet.workers() + " workers";
    String hosts = fleet.hosts().size() == 1 ? "1 host" : fleet.hosts().size() + " hosts";
    return Optional.of(fleet)
        .filter(Topology::isGrouped)
        .map(grouped -> workers + " in " + grouped.groups().size() + " groups")
        .orElse(workers + " on " + hosts);
  }
}
