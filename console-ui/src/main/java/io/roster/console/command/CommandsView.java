/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.command;

import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.list.ListView;
import io.roster.console.registry.Registry;
import io.roster.registry.command.Command;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;

/** What was asked for, of whom, and where it stands. */
@Route(CommandsView.PATH)
@PageTitle("Commands · Roster")
@RolesAllowed(Roles.VIEWER)
public class CommandsView extends ListView<Command> {

  static final String PATH = "commands";

  @Inject
  public CommandsView(Registry registry) {
    super(PATH, CommandList.all(registry));
  }
}
