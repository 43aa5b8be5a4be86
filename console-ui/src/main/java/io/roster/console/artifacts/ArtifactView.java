/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.artifacts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.action.ActionButton;
import io.roster.console.action.Actions;
import io.roster.console.events.EventList;
import io.roster.console.keys.KeyList;
import io.roster.console.list.DetailView;
import io.roster.console.picture.ChunkHeatmap;
import io.roster.console.registry.Registry;
import io.roster.console.replicas.ReplicaList;
import io.roster.console.transports.TransportList;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Facts;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.TestId;
import io.roster.console.ui.TimeText;
import io.roster.registry.access.Role;
import io.roster.registry.facts.ArtifactDetail;
import io.roster.registry.facts.ArtifactFact;
import io.roster.registry.facts.ChunkMap;
import io.roster.registry.facts.Copies;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** One artifact: its copies, its chunks, its keys. */
@Route(ArtifactsView.PATH + "/:id*")
@RolesAllowed(Roles.VIEWER)
public class ArtifactView extends DetailView {

  private final transient Registry registry;
  private final Facts facts = new Facts("Artifact");
  private final Div copies = new Div();
  private final Div overview = new Div();

  @Inject
  public ArtifactView(Registry registry, Actions actions) {
    super("Artifact", ArtifactsView.PATH);
    this.registry = registry;
    copies.addClassNames("panel", "tile-lines");
    overview.add(facts, copies);
    overview.addClassName("stack");
    addActions(
        new ActionButton(
            "Prefetch…",
            "prefetch",
            Role.OPERATOR,
            () ->
                actions.ask(actions.prefetch(Optional.empty(), Optional.of(id())), this::refresh)),
        overlay());
    tab("overview", () -> overview);
    tab("replicas", () -> list(ReplicaList.ofArtifact(registry, actions, id())));
    tab("chunks", this::chunks);
    tab("keys", () -> list(KeyList.ofArtifact(registry, id())));
    tab("transports", () -> list(TransportList.ofArtifact(registry, id())));
    tab("events", () -> list(EventList.about(registry, Set.of(id()))));
  }

  private Component overlay() {
    Div holder = new Div();
    TestId.on(holder, "show-in-topology");
    holder.addAttachListener(
        attach -> {
          holder.removeAll();
          holder.add(Links.to("topology?artifact=" + Links.encoded(id()), "In the topology"));
        });
    return holder;
  }

  @Override
  protected void read() {
    ArtifactDetail detail = registry.facts().artifact(id());
    ArtifactFact artifact = detail.artifact();
    state(ArtifactsView.source(artifact).span());
    facts
        .fact("artifact-size", "Size", ByteCounts.human(artifact.bytes()))
        .fact("artifact-holders", "Holders", String.valueOf(artifact.holders()))
        .fact("artifact-last", "Last holders", String.join(", ", detail.lastHolders()))
        .fact("artifact-kind", "Id", Mark.word(artifact.kind()))
        .fact("artifact-index", "Index", Facts.mono(detail.described().indexMultihash()))
        .fact("artifact-data", "Data", Facts.mono(detail.described().dataMultihash()))
        .fact(
            "artifact-encoding",
            "Schema, encoding",
            detail.described().schemaVersion() + " " + detail.described().encoding())
        .fact("artifact-views", "Views", String.valueOf(artifact.views()))
        .fact("artifact-keys", "Keys", String.valueOf(artifact.keys()))
        .fact(
            "artifact-transports",
            "Transports active, waiting",
            detail.transportsActive() + ", " + detail.transportsWaiting())
        .fact("artifact-known", "Known since", new TimeText(artifact.createdAt()));
    copies.removeAll();
    copies.add(new H2("Replicas by memory"));
    for (Copies one : artifact.copies()) {
      copies.add(
          new Span(
              one.memory()
                  + ": "
                  + one.replicas()
                  + (one.replicas() == 1 ? " replica, " : " replicas, ")
                  + one.available()
                  + " available, "
                  + ByteCounts.human(one.bytes())));
    }
    if (artifact.copies().isEmpty()) {
      copies.add(new Span("There is none."));
    }
  }

  private Component chunks() {
    ChunkMap map = registry.facts().chunks(id());
    if (map.holders().isEmpty()) {
      return new EmptyState(
          "chunks-empty",
          "No chunk is reported",
          "Daemons that fetch or keep an artifact in parts report its chunks; nobody has for this"
              + " one.");
    }
    ChunkHeatmap heatmap = new ChunkHeatmap();
    TestId.on(heatmap, "chunk-heatmap");
    heatmap.show(map);
    Div panel = new Div(new H2("Chunks by host"), heatmap, legend(map));
    panel.addClassName("panel");
    return panel;
  }

  private static Div legend(ChunkMap map) {
    Div legend = new Div();
    legend.addClassNames("legend", "aside");
    TestId.on(legend, "chunk-legend");
    legend.add(
        swatch("hot", "hot"),
        swatch("held", "copied to a GPU, or locked while it is sent"),
        swatch("cold", "cold"),
        new Span(map.chunks() + " chunks, " + map.chunksPerCell() + " in each cell"),
        new Span("The stronger a cell, the more of it is held"));
    if (map.moreHolders() > 0) {
      legend.add(new Span(map.moreHolders() + " more hosts are left out"));
    }
    return legend;
  }

  private static Span swatch(String colour, String meaning) {
    Span square = new Span();
    square.addClassNames("swatch", "swatch-" + colour);
    square.getElement().setAttribute("aria-hidden", "true");
    return new Span(square, new Text(meaning));
  }

  @Override
  protected String address(String artifact) {
    return Links.artifact(artifact);
  }
}
