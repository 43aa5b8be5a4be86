/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.artifacts;

import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.list.ChoiceFilter;
import io.roster.console.list.Columns;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListState;
import io.roster.console.list.ListView;
import io.roster.console.list.Rows;
import io.roster.console.list.TextFilter;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.Mark.Tone;
import io.roster.registry.facts.ArtifactFact;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactFilter.Which;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.Copies;
import io.roster.registry.page.Paging;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import io.roster.registry.replica.MemoryType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.List;

/** The artifacts. */
@Route(ArtifactsView.PATH)
@PageTitle("Artifacts · Roster")
@RolesAllowed(Roles.VIEWER)
public class ArtifactsView extends ListView<ArtifactFact> {

  static final String PATH = "artifacts";

  @Inject
  public ArtifactsView(Registry registry) {
    super(PATH, spec(registry));
  }

  private static ListSpec<ArtifactFact> spec(Registry registry) {
    return new ListSpec<>(
        "artifacts",
        "Artifacts",
        state -> read(registry, state),
        ArtifactFact::artifactId,
        List.of(
            new TextFilter("q", "Artifacts whose id begins so", "Beginning of the id").first(),
            ChoiceFilter.one(
                "which", "Only these", List.of(Which.WITHOUT_SOURCE, Which.WITH_ONE_HOLDER)),
            ChoiceFilter.any("kind", "Only this sort of id", List.of(ArtifactIdKind.values()))),
        ArtifactsView::columns,
        () ->
            new EmptyState(
                "artifacts-empty",
                "No artifact is known",
                "An artifact appears when a daemon publishes it or registers the first replica."),
        false);
  }

  private static Rows<ArtifactFact> read(Registry registry, ListState state) {
    ArtifactFilter filter =
        new ArtifactFilter(
            state.text("q"),
            state.chosen("kind", ArtifactIdKind.class),
            state.one("which", Which.class).orElse(Which.ALL));
    return Rows.of(
        registry
            .facts()
            .artifacts(filter, state.paging(ArtifactSort.class, Paging.by(ArtifactSort.ARTIFACT))));
  }

  private static void columns(Columns<ArtifactFact> columns) {
    Columns.sorts(
        columns.link(
            "Artifact", "20rem", ArtifactFact::artifactId, row -> Links.artifact(row.artifactId())),
        ArtifactSort.ARTIFACT);
    columns.mark("Source", "8rem", ArtifactsView::source);
    columns.bytes("Size", "6rem", ArtifactFact::bytes);
    for (MemoryType memory : MemoryType.values()) {
      columns.number(memory.name(), "4.5rem", row -> copies(row, memory));
    }
    columns.number("Holders", "5rem", ArtifactFact::holders);
    columns.number("Views", "4.5rem", ArtifactFact::views);
    columns.number("Keys", "4.5rem", ArtifactFact::keys);
    columns.text("Index", "5rem", row -> row.indexKnown() ? "kept" : "–");
    Columns.sorts(columns.age("Known", "8rem", ArtifactFact::createdAt), ArtifactSort.CREATED);
  }

  /** Whether it can be fetched, and how safely. */
  static Mark source(ArtifactFact artifact) {
    boolean somewhere = artifact.copies().stream().anyMatch(copies -> copies.replicas() > 0);
    if (artifact.holders() == 0) {
      return somewhere ? new Mark(Tone.BAD, "no source") : new Mark(Tone.IDLE, "no replica");
    }
    return artifact.holders() == 1
        ? new Mark(Tone.WARN, "one holder")
        : new Mark(Tone.GOOD, "available");
  }

  private static long copies(ArtifactFact row, MemoryType memory) {
    return row.copies().stream()
        .filter(copies -> copies.memory() == memory)
        .mapToLong(Copies::replicas)
        .sum();
  }
}
