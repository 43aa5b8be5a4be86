/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.action.Action;
import io.roster.console.action.ActionButton;
import io.roster.console.action.Actions;
import io.roster.console.list.ListView;
import io.roster.console.list.Picks;
import io.roster.console.live.FleetPicture;
import io.roster.console.registry.Registry;
import io.roster.console.ui.CopyText;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Notices;
import io.roster.console.ui.TestId;
import io.roster.registry.access.Role;
import io.roster.registry.admin.ServerInfo;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventSort;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.RegistryException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The workers of the fleet, as they come and go. */
@Route(WorkersView.PATH)
@PageTitle("Workers · Roster")
@RolesAllowed(Roles.VIEWER)
public class WorkersView extends ListView<WorkerFact> {

  static final String PATH = "workers";

  private static final int DEPARTURES_READ = 100;

  private final transient Registry registry;
  private final transient Actions actions;
  private final transient Picks picks;
  private final GoneList gone = new GoneList();
  private final CopyText command;
  private final CopyText setting;
  private final List<ActionButton> onSelected = new ArrayList<>();
  private long goneAsOf = -1;

  @Inject
  public WorkersView(Registry registry, Actions actions) {
    this(registry, actions, new Picks(), new CopyText(""), new CopyText(""));
  }

  private WorkersView(
      Registry registry, Actions actions, Picks picks, CopyText command, CopyText setting) {
    super(PATH, WorkerList.spec(registry, picks, () -> nobody(command, setting)));
    this.picks = picks;
    this.registry = registry;
    this.actions = actions;
    this.command = command;
    this.setting = setting;
    picks.onChange(this::offer);
    addTools(tools());
    add(gone);
    offer();
  }

  @Override
  public void show(FleetPicture picture) {
    super.show(picture);
    picture.server().ifPresent(this::showSetUp);
    if (picture.revision() > goneAsOf) {
      showGone(picture.taken());
      goneAsOf = picture.revision();
    }
  }

  private Component tools() {
    Div tools =
        new Div(
            onSelected("Resync", "resync-selected", () -> actions.resync(picks.all())),
            onSelected("Drain", "drain-selected", () -> actions.drain(picks.all())),
            onSelected("Resume", "resume-selected", () -> actions.resume(picks.all())),
            new ActionButton(
                "Resync all stale", "resync-stale", Role.OPERATOR, this::resyncAllStale));
    tools.addClassName("actions");
    tools.getElement().setAttribute("role", "group").setAttribute("aria-label", "Actions");
    return tools;
  }

  private ActionButton onSelected(
      String label, String testId, java.util.function.Supplier<Action> action) {
    ActionButton button = new ActionButton(label, testId, Role.OPERATOR, () -> ask(action.get()));
    onSelected.add(button);
    return button;
  }

  private void ask(Action action) {
    if (action.orders().size() > Action.MOST_TARGETS) {
      Notices.failed("Choose at most " + Action.MOST_TARGETS + " workers at once.");
      return;
    }
    actions.ask(
        action,
        () -> {
          picks.clear();
          panel().grid().getDataProvider().refreshAll();
          panel().refresh();
        });
  }

  private void offer() {
    onSelected.forEach(button -> button.offer(!picks.isEmpty()));
  }

  private void resyncAllStale() {
    Page<WorkerFact> stale =
        registry
            .facts()
            .workers(
                WorkerList.allStale(), Paging.by(WorkerSort.WORKER).ofSize(Action.MOST_TARGETS));
    if (stale.rows().isEmpty()) {
      Notices.done("Every worker agrees with the registry; there is nothing to resync.");
      return;
    }
    ask(actions.resync(stale.rows().stream().map(worker -> worker.worker().value()).toList()));
  }

  private void showGone(Instant now) {
    try {
      EventFilter departures =
          new EventFilter(
              RecentlyGone.KINDS,
              Set.of(),
              Optional.empty(),
              Optional.of(now.minus(RecentlyGone.REMEMBERED)),
              Optional.empty());
      gone.show(
          RecentlyGone.from(
              registry
                  .facts()
                  .events(departures, Paging.byLast(EventSort.REVISION).ofSize(DEPARTURES_READ))
                  .entries(),
              now));
    } catch (RegistryException away) {
      // The list above says that the database is away; who went stays as it was known.
    }
  }

  private static EmptyState nobody(CopyText command, CopyText setting) {
    TestId.on(command, "node-command");
    TestId.on(setting, "daemon-setting");
    return new EmptyState(
        "workers-empty",
        "No worker is registered",
        "Workers appear here within a second of registering. Start a node of your own:",
        command,
        new Paragraph("or point a daemon at this registry, in its configuration:"),
        setting);
  }

  private void showSetUp(ServerInfo server) {
    command.setText(
        "./roster node --registry " + server.reachableHost() + ":" + server.reachablePort());
    setting.setText(
        """
        high_availability:
          enabled: true
          global_store_endpoints:
            - { host: "%s", port: %s }"""
            .formatted(server.reachableHost(), server.reachablePort()));
  }
}
