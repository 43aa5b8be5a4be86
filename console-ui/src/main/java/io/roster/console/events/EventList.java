/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.events;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.roster.console.list.Columns;
import io.roster.console.list.Filter;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListState;
import io.roster.console.list.Rows;
import io.roster.console.list.TextFilter;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Links;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventPage;
import io.roster.registry.facts.EventSort;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.page.Paging;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A list of journal entries: all, or those about some things. */
public final class EventList {

  private static final Duration AROUND = Duration.ofSeconds(30);

  private EventList() {}

  static ListSpec<JournalEntry> all(Registry registry) {
    return spec(registry, Set.of());
  }

  public static ListSpec<JournalEntry> about(Registry registry, Set<String> subjects) {
    return spec(registry, subjects);
  }

  private static ListSpec<JournalEntry> spec(Registry registry, Set<String> subjects) {
    List<Filter> filters = new ArrayList<>();
    filters.add(new TextFilter("kind", "Events whose kind begins so", "Kind: worker.").first());
    if (subjects.isEmpty()) {
      filters.add(new TextFilter("subject", "Events about this", "Whole id of the subject"));
    }
    filters.add(new TextFilter("actor", "Events by this actor", "Actor: user:ann"));
    filters.add(new TextFilter("from", "From this time on", "From 2026-01-31T12:00:00Z"));
    filters.add(new TextFilter("to", "Before this time", "To 2026-01-31T12:05:00Z"));
    return new ListSpec<>(
        "events",
        "Events",
        state -> read(registry, subjects, state),
        JournalEntry::revision,
        filters,
        EventList::columns,
        () ->
            new EmptyState(
                "events-empty",
                "Nothing has happened",
                "Each change of the fleet writes one line here: a worker that registers, leaves or"
                    + " falls silent, a replica, a key, a command."),
        false);
  }

  private static Rows<JournalEntry> read(Registry registry, Set<String> subjects, ListState state) {
    EventPage page =
        registry
            .facts()
            .events(
                filter(state, subjects),
                state.paging(EventSort.class, Paging.byLast(EventSort.REVISION)));
    String count =
        page.next().isPresent() && page.entries().isEmpty()
            ? "none back to revision " + page.searchedTo()
            : page.entries().size() + " shown";
    return new Rows<>(page.entries(), page.next(), count, page.asOf());
  }

  static EventFilter filter(ListState state, Set<String> subjects) {
    Optional<Instant> from = instant(state, "from");
    Optional<Instant> to = instant(state, "to").filter(end -> from.map(end::isAfter).orElse(true));
    Set<String> about =
        subjects.isEmpty() ? state.text("subject").map(Set::of).orElse(Set.of()) : subjects;
    return new EventFilter(
        state.text("kind").map(List::of).orElse(List.of()), about, state.text("actor"), from, to);
  }

  /** What is no time counts as absent. */
  private static Optional<Instant> instant(ListState state, String name) {
    try {
      return state.text(name).map(Instant::parse);
    } catch (DateTimeException mistyped) {
      return Optional.empty();
    }
  }

  /** The address that shows what happened around an entry. */
  static String around(JournalEntry entry) {
    return "events?from="
        + Links.encoded(entry.time().minus(AROUND).toString())
        + "&to="
        + Links.encoded(entry.time().plus(AROUND).toString());
  }

  private static void columns(Columns<JournalEntry> columns) {
    columns.time("Time", "10.5rem", JournalEntry::time);
    columns.add(
        "Kind",
        "12rem",
        LitRenderer.<JournalEntry>of(
                "<span class=\"event-kind\"><span class=\"sign ${item.tone}\""
                    + " aria-hidden=\"true\">${item.sign}</span><span>${item.kind}</span></span>")
            .withProperty("tone", entry -> EventMark.tone(entry.kind()))
            .withProperty("sign", entry -> EventMark.sign(entry.kind()))
            .withProperty("kind", JournalEntry::kind));
    columns.link("Subject", "14rem", JournalEntry::subject, EventList::address);
    columns.text("Actor", "11rem", JournalEntry::actor);
    columns.text("Coordinator", "9rem", JournalEntry::coordinator);
    Columns.sorts(columns.number("Revision", "6rem", JournalEntry::revision), EventSort.REVISION);
    columns.text("Epoch", "4rem", entry -> entry.epoch() == 0 ? "–" : "" + entry.epoch());
    Grid<JournalEntry> grid = columns.grid();
    grid.setItemDetailsRenderer(new ComponentRenderer<>(EventList::details));
  }

  /** Where the subject of an entry has a view. */
  static String address(JournalEntry entry) {
    String kind = entry.kind().substring(0, Math.max(0, entry.kind().indexOf('.')));
    return switch (kind) {
      case "worker" -> Links.worker(entry.subject());
      case "artifact" -> Links.artifact(entry.subject());
      case "key" -> Links.key(entry.subject());
      case "transport" -> Links.transport(entry.subject());
      case "command" -> Links.command(entry.subject());
      case "leadership" -> "coordinators";
      default -> "";
    };
  }

  private static Div details(JournalEntry entry) {
    Div states = new Div(state("Before", entry.before()), state("After", entry.after()));
    states.addClassName("event-details");
    Div around = new Div(Links.to(around(entry), "Around this moment"));
    around.addClassName("event-around");
    return new Div(states, around);
  }

  private static Div state(String title, String json) {
    return new Div(new H2(title), new Pre(json.equals("null") ? "nothing" : json));
  }
}
