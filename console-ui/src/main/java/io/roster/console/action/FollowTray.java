/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import io.roster.console.live.FleetPicture;
import io.roster.console.registry.Registry;
import io.roster.console.ui.TestId;
import io.roster.registry.command.Command;
import java.util.List;

/** The commands that a person just asked for, each shown until it is finished and put away. */
public final class FollowTray extends Div {

  private static final int MOST = 6;

  private final transient Registry registry;

  public FollowTray(Registry registry) {
    this.registry = registry;
    TestId.on(this, "follow-tray");
    addClassName("follow-tray");
    getElement().setAttribute("role", "status");
    getElement().setAttribute("aria-label", "What you asked for");
  }

  /** Makes it the tray of a tab. */
  public void serve(UI ui) {
    ComponentUtil.setData(ui, FollowTray.class, this);
  }

  /** Follows commands in the tray of the current tab. */
  static void follow(List<Command> commands) {
    FollowTray tray = ComponentUtil.getData(UI.getCurrent(), FollowTray.class);
    if (tray != null) {
      tray.add(commands);
    }
  }

  private void add(List<Command> commands) {
    for (Command command : commands) {
      addComponentAsFirst(new FollowCard(command));
    }
    while (getComponentCount() > MOST) {
      remove(getComponentAt(getComponentCount() - 1));
    }
  }

  /** Brings the cards up to date. */
  public void show(FleetPicture picture) {
    getChildren()
        .filter(FollowCard.class::isInstance)
        .map(FollowCard.class::cast)
        .toList()
        .forEach(card -> card.show(picture, registry));
  }
}
