/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.command;

import io.roster.console.action.CommandWords;
import io.roster.console.list.ChoiceFilter;
import io.roster.console.list.Columns;
import io.roster.console.list.Filter;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListState;
import io.roster.console.list.Rows;
import io.roster.console.list.TextFilter;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandPage;
import io.roster.registry.command.CommandQuery;
import io.roster.registry.command.CommandQuery.Place;
import io.roster.registry.command.CommandState;
import io.roster.registry.page.Moment;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of commands: of all, of one worker. */
public final class CommandList {

  private CommandList() {}

  static ListSpec<Command> all(Registry registry) {
    return spec(registry, Optional.empty());
  }

  public static ListSpec<Command> ofWorker(Registry registry, String worker) {
    return spec(registry, Optional.of(worker));
  }

  private static ListSpec<Command> spec(Registry registry, Optional<String> worker) {
    List<Filter> filters = new ArrayList<>();
    if (worker.isEmpty()) {
      filters.add(
          new TextFilter("target", "Commands about this", "Whole worker or replica id").first());
    }
    filters.add(
        ChoiceFilter.any(
            "state",
            "Only in this state",
            List.of(CommandState.values()),
            state -> Mark.of(state).word()));
    return new ListSpec<>(
        "commands",
        "Commands",
        state -> read(registry, worker, state),
        Command::id,
        filters,
        CommandList::columns,
        () ->
            new EmptyState(
                "commands-empty",
                "Nothing was asked for",
                "What operators ask for is listed here with what became of it, until the journal's"
                    + " retention takes it."),
        false);
  }

  private static Rows<Command> read(Registry registry, Optional<String> worker, ListState state) {
    long revision = registry.journal().position().revision();
    CommandPage page =
        registry
            .commands()
            .list(
                new CommandQuery(
                    state.chosen("state", CommandState.class),
                    state.chosen("kind", CommandKind.class),
                    state.text("target"),
                    worker,
                    place(state),
                    CommandQuery.USUAL));
    return new Rows<>(
        page.commands(),
        page.next().map(CommandPlaces::token),
        page.next().isPresent() ? "the newest " + page.commands().size() : count(page),
        new Moment(revision, Clock.systemUTC().instant()));
  }

  private static Optional<Place> place(ListState state) {
    return Optional.ofNullable(state.values().get("after")).flatMap(CommandPlaces::place);
  }

  private static String count(CommandPage page) {
    return String.valueOf(page.commands().size());
  }

  private static void columns(Columns<Command> columns) {
    columns.link("Command", "17rem", CommandWords::title, row -> Links.command(row.id()));
    columns.mark("State", "7.25rem", row -> Mark.of(row.state()));
    columns.text("Reason", "11rem", Command::reason).setFlexGrow(4);
    columns.text("By", "6rem", Command::actor);
    columns.time("Asked", "9.75rem", Command::createdAt);
    columns.age("Changed", "6.5rem", Command::updatedAt);
    columns.text("Detail", "8.75rem", Command::detail);
  }
}
