/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.topology;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.roster.console.action.ActionButton;
import io.roster.console.action.Actions;
import io.roster.console.registry.Registry;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.Facts;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.TestId;
import io.roster.console.ui.TimeText;
import io.roster.registry.access.Role;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.platform.RegistryException;
import java.util.List;

/** The chosen worker beside the picture: what it is, and what can be done to it. */
final class NodePanel extends Div {

  private final transient Registry registry;
  private final H2 title = new H2();
  private final Facts facts = new Facts("");
  private final Div link = new Div();
  private final Paragraph gone = new Paragraph();
  private String worker = "";

  NodePanel(Registry registry, Actions actions, Runnable close, Runnable afterwards) {
    this.registry = registry;
    addClassName("node-panel");
    TestId.on(this, "node-panel");
    getElement().setAttribute("role", "region").setAttribute("aria-label", "The chosen worker");
    Button shut = new Button("×", click -> close.run());
    shut.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    shut.setAriaLabel("Choose nothing");
    TestId.on(shut, "node-close");
    Div head = new Div(title, shut);
    head.addClassName("follow-head");
    Div buttons =
        new Div(
            new ActionButton(
                "Resync",
                "node-resync",
                Role.OPERATOR,
                () -> actions.ask(actions.resync(List.of(worker)), afterwards)),
            new ActionButton(
                "Drain",
                "node-drain",
                Role.OPERATOR,
                () -> actions.ask(actions.drain(List.of(worker)), afterwards)),
            new ActionButton(
                "Resume",
                "node-resume",
                Role.OPERATOR,
                () -> actions.ask(actions.resume(List.of(worker)), afterwards)));
    buttons.addClassName("actions");
    add(head, gone, facts, link, buttons);
    setVisible(false);
  }

  void choose(String id) {
    worker = id;
    setVisible(!id.isEmpty());
    title.setText(id);
    link.removeAll();
    if (!id.isEmpty()) {
      link.add(Links.to(Links.worker(id), "All about this worker"));
      show();
    }
  }

  void show() {
    if (worker.isEmpty()) {
      return;
    }
    try {
      WorkerFact fact = registry.facts().worker(new WorkerId(worker)).worker();
      gone.setVisible(false);
      facts
          .fact("node-state", "State", Mark.of(fact).span())
          .fact("node-sync", "Inventory", Mark.of(fact.sync()).span())
          .fact("node-heartbeat", "Heartbeat", TimeText.age(fact.lastHeartbeat()))
          .fact("node-host", "Host", Facts.mono(fact.nodeId()))
          .fact(
              "node-pool",
              "Memory pool",
              ByteCounts.usedOf(
                  fact.poolTotalBytes() - fact.poolAvailableBytes(), fact.poolTotalBytes()))
          .fact("node-replicas", "Replicas", String.valueOf(fact.replicas()));
    } catch (RegistryException failed) {
      gone.setText(failed.getMessage() + ".");
      gone.setVisible(true);
    }
  }
}
