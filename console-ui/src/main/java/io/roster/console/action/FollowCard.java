/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.roster.console.live.FleetPicture;
import io.roster.console.registry.Registry;
import io.roster.console.ui.Links;
import io.roster.console.ui.TestId;
import io.roster.registry.command.Command;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.platform.RegistryException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One command, from the request to what came of it. */
final class FollowCard extends Div {

  private final Div steps = new Div();
  private final Span outcome = new Span();
  private final Map<String, Integer> effects = new TreeMap<>();
  private transient Command command;
  private long counted;

  FollowCard(Command command) {
    this.command = command;
    TestId.on(this, "follow-card");
    addClassName("follow-card");
    TestId.on(outcome, "follow-outcome");
    outcome.addClassName("aside");
    Span title = new Span(CommandWords.title(command));
    title.addClassName("strong");
    Button close = new Button("×", click -> removeFromParent());
    close.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    close.setAriaLabel("Put away: " + CommandWords.title(command));
    TestId.on(close, "follow-close");
    Div head = new Div(title, close);
    head.addClassName("follow-head");
    Anchor self = Links.to("commands/" + command.id(), "Command " + command.id());
    TestId.on(self, "follow-command");
    Anchor audit = Links.to("audit?target=" + Links.encoded(command.order().target()), "Audit");
    TestId.on(audit, "follow-audit");
    Div links = new Div(self, audit);
    links.addClassName("follow-links");
    add(head, steps, outcome, links);
    showSteps();
  }

  void show(FleetPicture picture, Registry registry) {
    count(picture);
    if (!command.isOpen()) {
      showOutcome();
      return;
    }
    try {
      Command now = registry.commands().find(command.id());
      if (!now.equals(command)) {
        command = now;
        showSteps();
      }
    } catch (RegistryException away) {
      outcome.setText(away.getMessage());
    }
  }

  /** What happened to the worker's replicas meanwhile is what the command brought about. */
  private void count(FleetPicture picture) {
    String worker = command.worker().map(Object::toString).orElse("");
    for (JournalEntry entry : picture.events()) {
      boolean since = entry.revision() > counted && !entry.time().isBefore(command.createdAt());
      if (since && !worker.isEmpty() && concerns(entry, worker)) {
        effects.merge(entry.kind(), 1, Integer::sum);
      }
    }
    counted =
        Math.max(
            counted, picture.events().stream().mapToLong(JournalEntry::revision).max().orElse(0));
  }

  private static boolean concerns(JournalEntry entry, String worker) {
    String quoted = "\"" + worker + "\"";
    return entry.subject().equals(worker) && entry.kind().startsWith("worker.")
        || entry.kind().startsWith("replica.")
            && (entry.after().contains(quoted) || entry.before().contains(quoted));
  }

  private void showSteps() {
    steps.removeAll();
    steps.add(new CommandSteps(command));
    showOutcome();
  }

  private void showOutcome() {
    String brought =
        effects.entrySet().stream()
            .map(effect -> effect.getValue() + " × " + effect.getKey())
            .collect(Collectors.joining(", "));
    String detail = command.detail();
    outcome.setText(
        detail.isBlank() || brought.isEmpty() ? detail + brought : detail + " · " + brought);
    setClassName("follow-failed", !command.isOpen() && !CommandWords.succeeded(command));
  }
}
