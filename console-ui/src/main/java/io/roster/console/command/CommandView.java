/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.command;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.action.CommandSteps;
import io.roster.console.action.CommandWords;
import io.roster.console.action.WithdrawButton;
import io.roster.console.events.EventList;
import io.roster.console.list.DetailView;
import io.roster.console.registry.Registry;
import io.roster.console.ui.Facts;
import io.roster.console.ui.Ids;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.TimeText;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** One command, step by step. */
@Route(CommandsView.PATH + "/:id")
@RolesAllowed(Roles.VIEWER)
public class CommandView extends DetailView {

  private final transient Registry registry;
  private final Div steps = new Div();
  private final Facts facts = new Facts("Command");
  private final Div overview = new Div();
  private final WithdrawButton withdraw;

  @Inject
  public CommandView(Registry registry) {
    super("Command", CommandsView.PATH);
    this.registry = registry;
    withdraw = new WithdrawButton(registry, this::uuid, this::refresh);
    addActions(withdraw);
    Div way = new Div(new H2("How far it is"), steps);
    way.addClassName("panel");
    overview.add(way, facts);
    overview.addClassName("stack");
    tab("overview", () -> overview);
    tab("events", () -> list(EventList.about(registry, Set.of(id()))));
  }

  private UUID uuid() {
    return Ids.uuid("command", id());
  }

  @Override
  protected void read() {
    Command command = registry.commands().find(uuid());
    state(Mark.of(command.state()).span());
    withdraw.setVisible(command.isOpen());
    steps.removeAll();
    steps.add(new CommandSteps(command));
    facts
        .fact("command-title", "What", CommandWords.title(command))
        .fact("command-target", "Target", target(command))
        .fact("command-reason", "Reason", command.reason())
        .fact("command-actor", "By", command.actor())
        .fact("command-detail", "Detail", command.detail())
        .fact(
            "command-parameters",
            "Parameters",
            command.order().parameters().entrySet().stream()
                .map(parameter -> parameter.getKey() + " " + parameter.getValue())
                .sorted()
                .collect(Collectors.joining(", ")))
        .fact("command-created", "Asked", new TimeText(command.createdAt()))
        .fact("command-updated", "Last step", new TimeText(command.updatedAt()))
        .fact("command-deadline", "Deadline", new TimeText(command.deadline()))
        .fact("command-deliveries", "Deliveries", String.valueOf(command.deliveries()))
        .fact("command-key", "Request id", Facts.mono(command.idempotencyKey()));
  }

  private static Component target(Command command) {
    String worker = command.worker().map(WorkerId::value).orElse("");
    return command.order().target().equals(worker)
        ? Links.to(Links.worker(worker), worker)
        : Facts.mono(command.order().target());
  }

  @Override
  protected String address(String command) {
    return Links.command(command);
  }
}
