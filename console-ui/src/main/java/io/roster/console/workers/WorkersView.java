/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.live.FleetPicture;
import io.roster.console.live.FleetPicture.Source;
import io.roster.console.live.LiveContent;
import io.roster.console.live.SeenWorker;
import io.roster.console.ui.AwayNotice;
import io.roster.console.ui.CopyText;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Labels;
import io.roster.console.ui.TestId;
import io.roster.registry.admin.ServerInfo;
import io.roster.registry.cluster.ConnectionState;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The workers of the fleet, as they come and go. */
@Route(WorkersView.PATH)
@PageTitle("Workers · Roster")
@RolesAllowed(Roles.VIEWER)
public class WorkersView extends Main implements BeforeEnterObserver, LiveContent {

  static final String PATH = "workers";

  private final TextField search = new TextField();
  private final Map<ConnectionState, Button> stateButtons = new EnumMap<>(ConnectionState.class);
  private final Button clear = new Button("Clear", click -> apply(WorkerFilter.NONE));
  private final Span count = new Span();
  private final AwayNotice away = new AwayNotice();
  private final WorkerTable table = new WorkerTable();
  private final GoneList gone = new GoneList();
  private final Div loading = new Div();
  private final CopyText command = new CopyText("");
  private final CopyText setting = new CopyText("");
  private final EmptyState nobody;
  private final EmptyState filteredOut;
  private final EmptyState neverRead;

  private WorkerFilter filter = WorkerFilter.NONE;
  private transient FleetPicture picture = FleetPicture.loading(Instant.EPOCH);

  public WorkersView() {
    addClassNames("view", "view-workers");
    nobody = nobody();
    filteredOut = filteredOut();
    neverRead =
        new EmptyState(
            "workers-never-read",
            "The registry's database does not answer",
            "The workers have not been read since this page was opened. They appear by themselves"
                + " as soon as the database is back; daemons keep their data meanwhile.");
    loading.addClassName("skeleton");
    TestId.on(loading, "workers-loading");
    loading.getElement().setAttribute("aria-label", "Loading the workers");
    add(heading(), tools(), away, table, nobody, filteredOut, neverRead, loading, gone);
    show(picture);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    filter = WorkerFilter.from(event.getLocation().getQueryParameters());
    showFilter();
    show(picture);
  }

  @Override
  public void show(FleetPicture newest) {
    picture = newest;
    List<SeenWorker> shown = picture.workers().stream().filter(filter::shows).toList();
    showCounts(shown.size());
    away.show(picture.databaseAway(), picture.age());
    showSetUp();
    gone.show(picture.gone());
    boolean read = picture.asOf().isPresent();
    boolean any = !picture.workers().isEmpty();
    loading.setVisible(picture.source() == Source.LOADING);
    neverRead.setVisible(picture.databaseAway() && !read);
    nobody.setVisible(read && !any);
    filteredOut.setVisible(any && shown.isEmpty());
    table.setVisible(!shown.isEmpty());
    table.setClassName("stale", picture.databaseAway());
    table.show(shown);
  }

  private Component heading() {
    TestId.on(count, "workers-count");
    count.addClassName("count");
    count.getElement().setAttribute("aria-live", "polite");
    Div heading = new Div(new H1("Workers"), count);
    heading.addClassName("view-heading");
    return heading;
  }

  private Component tools() {
    TestId.on(search, "workers-search");
    search.setPlaceholder("Id, daemon, node or address");
    search.setAriaLabel("Filter the workers");
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setMaxLength(200);
    search.addThemeVariants(TextFieldVariant.LUMO_SMALL);
    search.getElement().setAttribute("data-search", true);
    search.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            apply(filter.withText(change.getValue()));
          }
        });
    TestId.on(clear, "workers-clear");
    clear.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    Div states = new Div();
    states.addClassName("segments");
    states.getElement().setAttribute("role", "group");
    states.getElement().setAttribute("aria-label", "Show only these states");
    for (ConnectionState state : ConnectionState.values()) {
      Button button = new Button(Labels.shape(state), click -> apply(filter.toggled(state)));
      TestId.on(button, "state-" + Labels.word(state));
      button.addThemeVariants(ButtonVariant.LUMO_SMALL);
      button.addClassName("segment");
      stateButtons.put(state, button);
      states.add(button);
    }
    Div tools = new Div(search, states, clear);
    tools.addClassName("tools");
    return tools;
  }

  private EmptyState nobody() {
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

  private EmptyState filteredOut() {
    Button showAll = new Button("Show all workers", click -> apply(WorkerFilter.NONE));
    TestId.on(showAll, "workers-show-all");
    return new EmptyState(
        "workers-filtered-out",
        "The filter hides all workers",
        "No worker matches the text and the states you chose.",
        showAll);
  }

  private void apply(WorkerFilter newFilter) {
    filter = newFilter;
    showFilter();
    show(picture);
    getUI()
        .ifPresent(
            ui -> ui.getPage().getHistory().replaceState(null, new Location(PATH, filter.query())));
  }

  private void showFilter() {
    search.setValue(filter.text());
    clear.setVisible(!filter.equals(WorkerFilter.NONE));
    stateButtons.forEach(
        (state, button) ->
            button
                .getElement()
                .setAttribute("aria-pressed", String.valueOf(filter.states().contains(state))));
  }

  private void showCounts(int shown) {
    int all = picture.workers().size();
    String words = all == 1 ? "1 worker" : all + " workers";
    setText(count, shown == all ? words : shown + " of " + words);
    stateButtons.forEach(
        (state, button) -> button.setText(Labels.word(state) + " " + picture.count(state)));
  }

  /** Setting the same text again would make screen readers repeat it. */
  private static void setText(Span span, String text) {
    if (!span.getText().equals(text)) {
      span.setText(text);
    }
  }

  private void showSetUp() {
    String host = picture.server().map(ServerInfo::reachableHost).orElse("HOST");
    String port = picture.server().map(info -> String.valueOf(info.reachablePort())).orElse("PORT");
    command.setText("./roster node --registry " + host + ":" + port);
    setting.setText(
        """
        high_availability:
          enabled: true
          global_store_endpoints:
            - { host: "%s", port: %s }"""
            .formatted(host, port));
  }
}
