/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.events.EventLines;
import io.roster.console.live.FleetPicture;
import io.roster.console.live.LiveContent;
import io.roster.console.ui.AwayNotice;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.Labels;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.TestId;
import io.roster.registry.admin.ServerInfo;
import io.roster.registry.facts.Copies;
import io.roster.registry.facts.Overview;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.page.Count;
import io.roster.registry.platform.Readiness;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The state of the fleet at a glance. */
@Route("")
@PageTitle("Overview · Roster")
@RolesAllowed(Roles.VIEWER)
public class OverviewView extends Main implements LiveContent {

  private static final int EVENTS = 20;

  private final AwayNotice away = new AwayNotice();
  private final Tile workers = new Tile("Workers", "tile-workers", "workers", "All workers");
  private final Tile pool = new Tile("Pool memory", "tile-pool", "topology", "Topology");
  private final Tile artifacts =
      new Tile("Artifacts", "tile-artifacts", "artifacts", "All artifacts");
  private final Tile replicas = new Tile("Replicas", "tile-replicas", "replicas", "All replicas");
  private final Tile transports =
      new Tile("Transports", "tile-transports", "transports", "All transports");
  private final Tile keys = new Tile("Keys", "tile-keys", "keys", "All keys");
  private final Tile commands =
      new Tile("Open commands", "tile-commands", "commands", "All commands");
  private final Tile leader = new Tile("Leader", "tile-leader", "coordinators", "All coordinators");
  private final Tile coordinator =
      new Tile("This coordinator", "tile-coordinator", "config", "Configuration");
  private final Tile readiness = new Tile("Readiness", "tile-readiness", "about", "About");
  private final Div poolFill = new Div();
  private final AttentionList attention = new AttentionList();
  private final Sparks sparks = new Sparks();
  private final EventLines events = new EventLines(EVENTS);
  private final Span noEvents = new Span("Nothing has happened yet.");

  public OverviewView() {
    addClassNames("view", "view-overview");
    Div heading = new Div(new H1("Overview"));
    heading.addClassName("view-heading");
    Div track = new Div(poolFill);
    track.addClassNames("pool-track", "pool-track-wide");
    poolFill.addClassName("pool-fill");
    pool.addComponentAtIndex(1, track);
    noEvents.addClassName("aside");
    Div strip =
        new Div(
            workers,
            pool,
            artifacts,
            replicas,
            transports,
            keys,
            commands,
            leader,
            coordinator,
            readiness);
    strip.addClassName("strip");
    Div recent = new Div(new H2("Newest events"), noEvents, events);
    recent.addClassName("panel");
    Div lower = new Div(panel("Needs attention", attention), panel("Last 15 minutes", sparks));
    lower.addClassName("halves");
    add(heading, away, strip, lower, recent);
  }

  private static Div panel(String title, Component content) {
    Div panel = new Div(new H2(title), content);
    panel.addClassName("panel");
    return panel;
  }

  @Override
  public void show(FleetPicture picture) {
    away.show(picture.databaseAway(), picture.age());
    setClassName("stale", picture.databaseAway());
    picture.overview().ifPresent(this::showFigures);
    picture.server().ifPresent(this::showCoordinator);
    showChecks(picture.checks());
    attention.show(picture.attention(), picture.asOf().isPresent());
    sparks.show(picture.history());
    noEvents.setVisible(picture.events().isEmpty());
    events.show(picture.events());
  }

  private void showFigures(Overview overview) {
    showWorkers(overview);
    showPool(overview);
    artifacts.show(count(overview.artifacts()), List.of(new Span("known to the registry")));
    showReplicas(overview.replicas());
    transports.show(
        String.valueOf(overview.transportsActive()),
        List.of(
            new Span("active now"), new Span(overview.transportsWaiting() + " wait for a source")));
    keys.show(
        count(overview.keys()),
        List.of(new Span("artifacts by name"), new Span(overview.leases() + " leases held")));
    commands.show(
        String.valueOf(overview.commandsOpen()), List.of(new Span("asked for and not finished")));
    leader.show(
        overview.leader().running() ? overview.leader().holder() : "nobody leads",
        List.of(
            new Span("epoch " + overview.leader().epoch()),
            new Span(
                overview.coordinators()
                    + (overview.coordinators() == 1 ? " coordinator" : " coordinators"))));
  }

  private void showWorkers(Overview overview) {
    List<Component> lines = new ArrayList<>();
    for (WorkerCondition condition : WorkerCondition.values()) {
      long many = overview.workers().getOrDefault(condition, 0L);
      boolean always = condition == WorkerCondition.READY;
      if (condition != WorkerCondition.GONE && (many > 0 || always)) {
        lines.add(Mark.of(condition).says(many + " " + Mark.word(condition)).span());
      }
    }
    if (overview.workersStale() > 0) {
      lines.add(Mark.of(Sync.STALE).says(overview.workersStale() + " stale").span());
    }
    long all =
        overview.workers().entrySet().stream()
            .filter(entry -> entry.getKey() != WorkerCondition.GONE)
            .mapToLong(java.util.Map.Entry::getValue)
            .sum();
    workers.show(String.valueOf(all), lines);
  }

  private void showPool(Overview overview) {
    long total = overview.poolTotalBytes();
    long used = total - overview.poolAvailableBytes();
    int percent = ByteCounts.percent(used, total);
    pool.show(
        total == 0 ? "none" : ByteCounts.human(used),
        List.of(
            new Span(
                total == 0
                    ? "no worker offers memory"
                    : "used of " + ByteCounts.human(total) + ", " + percent + " %")));
    poolFill.getStyle().set("width", percent + "%");
  }

  private void showReplicas(List<Copies> copies) {
    long all = copies.stream().mapToLong(Copies::replicas).sum();
    replicas.show(
        String.format(Locale.ROOT, "%,d", all),
        copies.stream()
            .<Component>map(
                one ->
                    new Span(
                        one.memory() + " " + one.replicas() + ", " + ByteCounts.human(one.bytes())))
            .toList());
  }

  private void showCoordinator(ServerInfo info) {
    coordinator.show(
        info.coordinator(),
        List.of(
            new Span("gRPC at " + info.reachableHost() + ":" + info.reachablePort()),
            new Span("version " + info.version())));
  }

  private void showChecks(List<Readiness.Check> checks) {
    boolean ready = checks.stream().allMatch(Readiness.Check::up);
    readiness.show(
        ready ? "ready" : "not ready",
        checks.stream()
            .<Component>map(
                check -> {
                  Span line =
                      Mark.upOrDown(check.up(), check.name() + (check.up() ? " up" : " down"))
                          .span();
                  line.setTitle(check.detail());
                  return line;
                })
            .toList());
  }

  private static String count(Count count) {
    return String.format(Locale.ROOT, "%,d", count.atLeast()) + (count.capped() ? "+" : "");
  }

  /** One figure with what belongs to it. */
  private static final class Tile extends Div {

    private final Span value = new Span("–");
    private final Div lines = new Div();
    private String shown = "";

    Tile(String label, String testId, String address, String link) {
      addClassName("tile");
      lines.addClassName("tile-lines");
      var more = Links.to(address, link);
      TestId.on(more, testId + "-link");
      add(Labels.fact(label, testId, value), lines, more);
    }

    /** What is shown already is not sent again. */
    void show(String text, List<? extends Component> below) {
      String now = text + below.stream().map(part -> look(part.getElement())).toList();
      if (now.equals(shown)) {
        return;
      }
      shown = now;
      value.setText(text);
      value.setTitle(text);
      lines.removeAll();
      below.forEach(lines::add);
    }

    private static String look(Element line) {
      return line.getAttribute("class") + line.getAttribute("title") + line.getTextRecursively();
    }
  }
}
