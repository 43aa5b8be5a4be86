/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind.By;
import io.roster.registry.command.CommandState;
import java.util.List;

/** How far a command has come: requested, delivered, acknowledged, and its end. */
public final class CommandSteps extends OrderedList {

  public CommandSteps(Command command) {
    addClassName("command-steps");
    List<CommandState> way =
        command.kind().by() == By.NODE
            ? List.of(CommandState.PENDING, CommandState.DELIVERED, CommandState.ACKNOWLEDGED)
            : List.of(CommandState.PENDING);
    way.forEach(state -> add(step(CommandWords.word(state), reached(command, state))));
    String end = command.isOpen() ? "done" : CommandWords.word(command.state());
    add(step(end, command.isOpen() ? "" : endClass(command.state())));
  }

  /** A command that ended before all its steps passed over them. */
  private static String reached(Command command, CommandState state) {
    if (command.isOpen()) {
      return command.state().compareTo(state) >= 0 ? "reached" : "";
    }
    return "reached";
  }

  private static String endClass(CommandState state) {
    return state == CommandState.DONE ? "reached" : "failed";
  }

  private static ListItem step(String word, String style) {
    ListItem item = new ListItem(new Span(word));
    if (!style.isEmpty()) {
      item.addClassName(style);
    }
    return item;
  }
}
