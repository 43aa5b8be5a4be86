/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.keys;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.action.ActionButton;
import io.roster.console.action.Actions;
import io.roster.console.events.EventList;
import io.roster.console.list.DetailView;
import io.roster.console.registry.Registry;
import io.roster.console.ui.Facts;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.Mark.Tone;
import io.roster.console.ui.TestId;
import io.roster.console.ui.TimeText;
import io.roster.registry.access.Role;
import io.roster.registry.facts.KeyDetail;
import io.roster.registry.facts.KeyFact;
import io.roster.registry.key.KeyMapping;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One key: what it stands for, and what it stood for. */
@Route(KeysView.PATH + "/:id*")
@RolesAllowed(Roles.VIEWER)
public class KeyView extends DetailView {

  private final transient Registry registry;
  private final Facts facts = new Facts("Key");
  private final NativeTableBody history = new NativeTableBody();
  private final Div overview = new Div();
  private final ActionButton swap;
  private final ActionButton revoke;
  private transient List<KeyDetail.Change> shown = List.of();
  private transient Optional<KeyMapping> present = Optional.empty();

  @Inject
  public KeyView(Registry registry, Actions actions) {
    super("Key", KeysView.PATH);
    this.registry = registry;
    swap =
        new ActionButton(
            "Swap…",
            "swap-key",
            Role.OPERATOR,
            () -> present.ifPresent(now -> actions.ask(actions.swapKey(now), this::refresh)));
    revoke =
        new ActionButton(
            "Revoke",
            "revoke-key",
            Role.ADMIN,
            () -> present.ifPresent(now -> actions.ask(actions.revokeKey(now), this::refresh)));
    addActions(swap, revoke);
    NativeTable table = new NativeTable(history);
    table.addClassName("lines");
    table.getElement().setAttribute("aria-label", "Generations");
    TestId.on(table, "key-history");
    Div generations = new Div(new H2("Generations"), table);
    generations.addClassName("panel");
    overview.add(facts, generations);
    overview.addClassName("stack");
    tab("overview", () -> overview);
    tab("events", () -> list(EventList.about(registry, Set.of(id()))));
  }

  @Override
  protected void read() {
    KeyDetail detail = registry.facts().key(id());
    present = detail.present().map(KeyFact::mapping);
    swap.offer(present.isPresent());
    revoke.offer(present.isPresent());
    state(
        (present.isPresent() ? new Mark(Tone.GOOD, "set") : new Mark(Tone.IDLE, "revoked")).span());
    detail.present().ifPresent(this::showPresent);
    facts.setVisible(present.isPresent());
    showHistory(detail.history());
  }

  private void showPresent(KeyFact key) {
    KeyMapping mapping = key.mapping();
    facts
        .fact(
            "key-artifact",
            "Stands for",
            Links.to(Links.artifact(mapping.artifactId()), mapping.artifactId()))
        .fact("key-kind", "Kind", Mark.word(mapping.kind()))
        .fact("key-generation", "Generation", Long.toUnsignedString(mapping.generation()))
        .fact("key-ttl", "Remembered", KeyList.ttl(mapping))
        .fact("key-replica", "Recommended replica", Facts.mono(mapping.replicaUuid()))
        .fact("key-daemon", "Recommended daemon", Facts.mono(mapping.daemonAddress()))
        .fact("key-since", "Since", new TimeText(key.updatedAt()))
        .fact("key-created", "First set", new TimeText(key.createdAt()));
  }

  private void showHistory(List<KeyDetail.Change> changes) {
    if (changes.equals(shown)) {
      return;
    }
    shown = changes;
    history.removeAll();
    for (KeyDetail.Change change : changes) {
      NativeTableRow row = new NativeTableRow();
      row.addDataCell().add(new Span(Long.toUnsignedString(change.generation())));
      row.addDataCell().add(new Span(Mark.word(change.what())));
      row.addDataCell().add(new TimeText(change.time()));
      row.addDataCell().add(Links.to(Links.artifact(change.artifactId()), change.artifactId()));
      Span actor = new Span("by " + change.actor());
      actor.addClassName("aside");
      row.addDataCell().add(actor);
      history.add(row);
    }
  }

  @Override
  protected String address(String key) {
    return Links.key(key);
  }
}
