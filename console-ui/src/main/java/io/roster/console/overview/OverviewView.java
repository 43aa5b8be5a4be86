/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.roster.console.account.Roles;
import io.roster.console.events.EventLines;
import io.roster.console.live.FleetPicture;
import io.roster.console.live.LiveContent;
import io.roster.console.live.SeenWorker;
import io.roster.console.ui.AwayNotice;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.Labels;
import io.roster.console.ui.TestId;
import io.roster.console.workers.WorkersView;
import io.roster.registry.admin.ServerInfo;
import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.platform.Readiness;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/** The state of the fleet at a glance. */
@Route("")
@PageTitle("Overview · Roster")
@RolesAllowed(Roles.VIEWER)
public class OverviewView extends Main implements LiveContent {

  private static final int EVENTS = 20;

  private final AwayNotice away = new AwayNotice();
  private final Span workerCount = new Span("–");
  private final Div workerStates = new Div();
  private final Span poolText = new Span("–");
  private final Div poolFill = new Div();
  private final Span poolAside = new Span();
  private final Span coordinator = new Span("–");
  private final Span coordinatorAside = new Span();
  private final Span readiness = new Span("–");
  private final Div checks = new Div();
  private final EventLines events = new EventLines(EVENTS);
  private final Span noEvents = new Span("Nothing has happened yet.");

  private List<Readiness.Check> shownChecks = List.of();
  private List<Long> shownStates = List.of();

  public OverviewView() {
    addClassNames("view", "view-overview");
    Div heading = new Div(new H1("Overview"));
    heading.addClassName("view-heading");
    RouterLink all = new RouterLink("All workers", WorkersView.class);
    TestId.on(all, "all-workers");
    Div poolTrack = new Div(poolFill);
    poolTrack.addClassNames("pool-track", "pool-track-wide");
    poolFill.addClassName("pool-fill");
    noEvents.addClassName("aside");
    Div strip =
        new Div(
            tile("Workers", "tile-workers", workerCount, workerStates, all),
            tile("Pool memory", "tile-pool", poolText, poolTrack, aside(poolAside)),
            tile("Coordinator", "tile-coordinator", coordinator, aside(coordinatorAside)),
            tile("Readiness", "tile-readiness", readiness, checks));
    strip.addClassName("strip");
    Div recent = new Div(new H2("Newest events"), noEvents, events);
    recent.addClassName("panel");
    workerStates.addClassName("tile-lines");
    checks.addClassName("tile-lines");
    add(heading, away, strip, recent);
  }

  @Override
  public void show(FleetPicture picture) {
    away.show(picture.databaseAway(), picture.age());
    setClassName("stale", picture.databaseAway());
    if (picture.asOf().isPresent()) {
      showWorkers(picture);
      showPool(picture.workers());
    }
    picture.server().ifPresent(this::showCoordinator);
    showChecks(picture.checks());
    noEvents.setVisible(picture.events().isEmpty());
    events.show(picture.events());
  }

  private void showWorkers(FleetPicture picture) {
    workerCount.setText(String.valueOf(picture.workers().size()));
    List<Long> counts = List.of(ConnectionState.values()).stream().map(picture::count).toList();
    if (counts.equals(shownStates)) {
      return;
    }
    shownStates = counts;
    workerStates.removeAll();
    for (ConnectionState state : ConnectionState.values()) {
      workerStates.add(Labels.state(state, picture.count(state) + " " + Labels.word(state)));
    }
  }

  private void showPool(List<SeenWorker> workers) {
    long total = workers.stream().mapToLong(worker -> worker.view().poolTotalBytes()).sum();
    long used = workers.stream().mapToLong(SeenWorker::poolUsedBytes).sum();
    int percent = ByteCounts.percent(used, total);
    poolText.setText(total == 0 ? "none" : ByteCounts.human(used));
    poolAside.setText(
        total == 0
            ? "no worker offers memory"
            : "used of " + ByteCounts.human(total) + ", " + percent + " %");
    poolFill.getStyle().set("width", percent + "%");
  }

  private void showCoordinator(ServerInfo info) {
    coordinator.setText(info.coordinator());
    coordinatorAside.setText(
        "gRPC at "
            + info.reachableHost()
            + ":"
            + info.reachablePort()
            + " · version "
            + info.version());
  }

  private void showChecks(List<Readiness.Check> newest) {
    if (newest.equals(shownChecks)) {
      return;
    }
    shownChecks = newest;
    boolean ready = newest.stream().allMatch(Readiness.Check::up);
    readiness.setText(ready ? "ready" : "not ready");
    checks.removeAll();
    for (Readiness.Check check : newest) {
      Span line = Labels.upOrDown(check.up(), check.name() + (check.up() ? " up" : " down"));
      line.setTitle(check.detail());
      checks.add(line);
    }
  }

  private static Span aside(Span span) {
    span.addClassName("aside");
    return span;
  }

  private static Div tile(String label, String testId, Span value, Component... below) {
    Div tile = new Div(Labels.fact(label, testId, value));
    tile.addClassName("tile");
    tile.add(below);
    return tile;
  }
}
