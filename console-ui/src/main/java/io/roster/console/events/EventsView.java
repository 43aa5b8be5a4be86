/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.events;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.live.FleetPicture;
import io.roster.console.live.LiveContent;
import io.roster.console.ui.AwayNotice;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.TestId;
import io.roster.console.ui.Times;
import io.roster.registry.journal.JournalEntry;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The newest entries of the journal, as they are written. */
@Route(EventsView.PATH)
@PageTitle("Events · Roster")
@RolesAllowed(Roles.VIEWER)
public class EventsView extends Main implements BeforeEnterObserver, LiveContent {

  static final String PATH = "events";

  private final List<JournalEntry> rows = new ArrayList<>();
  private final ListDataProvider<JournalEntry> provider =
      new ListDataProvider<>(rows) {
        @Override
        public Object getId(JournalEntry entry) {
          return entry.revision();
        }
      };
  private final Grid<JournalEntry> table = new Grid<>(JournalEntry.class, false);
  private final TextField search = new TextField();
  private final Span count = new Span();
  private final AwayNotice away = new AwayNotice();
  private final EmptyState nothing =
      new EmptyState(
          "events-empty",
          "No event to show",
          "Each change of the fleet writes one line here: a worker that registers, leaves or falls"
              + " silent. With a filter set, only lines that contain its text are shown.");

  private String text = "";
  private transient FleetPicture picture = FleetPicture.loading(Instant.EPOCH);

  public EventsView() {
    addClassNames("view", "view-events");
    TestId.on(count, "events-count");
    count.addClassName("count");
    Div heading = new Div(new H1("Events"), count);
    heading.addClassName("view-heading");
    Div tools = new Div(search());
    tools.addClassName("tools");
    columns();
    add(heading, tools, away, table, nothing);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    text = event.getLocation().getQueryParameters().getSingleParameter("q").orElse("");
    search.setValue(text);
    show(picture);
  }

  @Override
  public void show(FleetPicture newest) {
    picture = newest;
    away.show(picture.databaseAway(), picture.age());
    List<JournalEntry> shown = picture.events().stream().filter(this::matches).toList();
    nothing.setVisible(shown.isEmpty());
    table.setVisible(!shown.isEmpty());
    count.setText("the newest " + picture.events().size());
    if (!shown.equals(rows)) {
      rows.clear();
      rows.addAll(shown);
      provider.refreshAll();
    }
  }

  private TextField search() {
    TestId.on(search, "events-search");
    search.setPlaceholder("Kind, subject, actor or coordinator");
    search.setAriaLabel("Filter the events");
    search.setClearButtonVisible(true);
    search.setMaxLength(200);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.addThemeVariants(TextFieldVariant.LUMO_SMALL);
    search.getElement().setAttribute("data-search", true);
    search.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            filter(change.getValue().strip());
          }
        });
    return search;
  }

  private void filter(String newText) {
    text = newText;
    show(picture);
    QueryParameters query =
        text.isEmpty() ? QueryParameters.empty() : QueryParameters.of("q", text);
    getUI()
        .ifPresent(ui -> ui.getPage().getHistory().replaceState(null, new Location(PATH, query)));
  }

  private boolean matches(JournalEntry entry) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return Stream.of(entry.kind(), entry.subject(), entry.actor(), entry.coordinator())
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
  }

  private void columns() {
    TestId.on(table, "events-grid");
    table.getElement().setAttribute("aria-label", "Events");
    table.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
    table.setSelectionMode(Grid.SelectionMode.NONE);
    column("Time (UTC)", "num", "11rem", entry -> Times.dateAndClock(entry.time()));
    table
        .addColumn(
            LitRenderer.<JournalEntry>of(
                    "<span class=\"event-kind\"><span class=\"sign ${item.tone}\""
                        + " aria-hidden=\"true\">${item.sign}</span><span>${item.kind}</span></span>")
                .withProperty("tone", entry -> EventMark.tone(entry.kind()))
                .withProperty("sign", entry -> EventMark.sign(entry.kind()))
                .withProperty("kind", JournalEntry::kind))
        .setHeader("Kind")
        .setResizable(true)
        .setWidth("12rem")
        .setFlexGrow(1);
    column("Subject", "mono", "13rem", JournalEntry::subject);
    column("Actor", "", "11rem", JournalEntry::actor);
    column("Coordinator", "", "9rem", JournalEntry::coordinator);
    column("Revision", "num", "5.5rem", entry -> String.valueOf(entry.revision()));
    column("Epoch", "num", "4rem", entry -> entry.epoch() == 0 ? "–" : "" + entry.epoch());
    table.setItemDetailsRenderer(new ComponentRenderer<>(EventsView::details));
    table.setDataProvider(provider);
  }

  private void column(
      String header, String style, String width, Function<JournalEntry, String> value) {
    table
        .addColumn(
            LitRenderer.<JournalEntry>of(
                    "<span class=\"" + style + "\" title=\"${item.text}\">${item.text}</span>")
                .withProperty("text", value::apply))
        .setHeader(header)
        .setResizable(true)
        .setWidth(width)
        .setFlexGrow(1);
  }

  private static Div details(JournalEntry entry) {
    Div details = new Div(state("Before", entry.before()), state("After", entry.after()));
    details.addClassName("event-details");
    return details;
  }

  private static Div state(String title, String json) {
    return new Div(new H2(title), new Pre(json.equals("null") ? "nothing" : json));
  }
}
