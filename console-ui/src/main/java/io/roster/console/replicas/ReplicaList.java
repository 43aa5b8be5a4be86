/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.replicas;

import io.roster.console.action.Actions;
import io.roster.console.action.CommandLines;
import io.roster.console.list.ChoiceFilter;
import io.roster.console.list.Columns;
import io.roster.console.list.Filter;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListState;
import io.roster.console.list.RowActions;
import io.roster.console.list.Rows;
import io.roster.console.list.TextFilter;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.registry.access.Role;
import io.roster.registry.facts.ReplicaCondition;
import io.roster.registry.facts.ReplicaFact;
import io.roster.registry.facts.ReplicaFilter;
import io.roster.registry.facts.ReplicaSort;
import io.roster.registry.page.Paging;
import io.roster.registry.replica.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A list of replicas: of all, of one artifact, of one worker. */
public final class ReplicaList {

  private final Registry registry;
  private final Actions actions;
  private final Optional<String> artifact;
  private final Optional<String> worker;

  private ReplicaList(
      Registry registry, Actions actions, Optional<String> artifact, Optional<String> worker) {
    this.registry = registry;
    this.actions = actions;
    this.artifact = artifact;
    this.worker = worker;
  }

  static ListSpec<ReplicaFact> all(Registry registry, Actions actions) {
    return new ReplicaList(registry, actions, Optional.empty(), Optional.empty()).spec();
  }

  public static ListSpec<ReplicaFact> ofArtifact(
      Registry registry, Actions actions, String artifact) {
    return new ReplicaList(registry, actions, Optional.of(artifact), Optional.empty()).spec();
  }

  public static ListSpec<ReplicaFact> ofWorker(Registry registry, Actions actions, String worker) {
    return new ReplicaList(registry, actions, Optional.empty(), Optional.of(worker)).spec();
  }

  private ListSpec<ReplicaFact> spec() {
    return new ListSpec<>(
        "replicas",
        "Replicas",
        this::read,
        ReplicaFact::replica,
        filters(),
        this::columns,
        () ->
            new EmptyState(
                "replicas-empty",
                "There is no replica",
                "A replica appears when a daemon registers a copy of an artifact, or tells of it"
                    + " when it reconciles."),
        false);
  }

  private Rows<ReplicaFact> read(ListState state) {
    ReplicaFilter filter =
        new ReplicaFilter(
            artifact.or(() -> state.text("artifact")),
            worker.or(() -> state.text("worker")),
            state.text("node"),
            Optional.empty(),
            state.chosen("memory", MemoryType.class),
            OptionalLong.empty(),
            state.chosen("state", ReplicaCondition.class));
    return Rows.of(
        registry
            .facts()
            .replicas(filter, state.paging(ReplicaSort.class, Paging.by(ReplicaSort.ARTIFACT))));
  }

  private List<Filter> filters() {
    List<Filter> filters = new ArrayList<>();
    if (artifact.isEmpty()) {
      filters.add(new TextFilter("artifact", "Of this artifact", "Whole artifact id").first());
    }
    if (worker.isEmpty()) {
      filters.add(new TextFilter("worker", "Of this worker", "Whole worker id"));
    }
    filters.add(ChoiceFilter.any("memory", "Only in this memory", List.of(MemoryType.values())));
    filters.add(
        ChoiceFilter.any("state", "Only in this state", List.of(ReplicaCondition.values())));
    return filters;
  }

  private void columns(Columns<ReplicaFact> columns) {
    if (artifact.isEmpty()) {
      Columns.sorts(
          columns.link(
              "Artifact",
              "9.75rem",
              row -> row.place().artifactId(),
              row -> Links.artifact(row.place().artifactId())),
          ReplicaSort.ARTIFACT);
    }
    if (worker.isEmpty()) {
      Columns.sorts(
          columns.link(
              "Worker",
              "11rem",
              row -> row.worker().value(),
              row -> Links.worker(row.worker().value())),
          ReplicaSort.WORKER);
    }
    columns.mono("View", "4rem", row -> row.place().viewId());
    columns.text("Node", "4.5rem", row -> row.place().nodeId());
    columns.text("Memory", "4.75rem", ReplicaList::memory);
    columns.mark("State", "7rem", row -> Mark.of(row.condition()));
    bytes(columns);
    columns.text("Serves", "4.25rem", row -> row.serving() + " of " + row.maxConcurrency());
    columns.text("Export", "6.5rem", row -> Mark.word(row.export()));
    updated(columns);
    RowActions.on(
        columns,
        row -> "replica " + row.replica(),
        new RowActions.Choice<>(
            "Evict",
            "evict",
            Role.OPERATOR,
            (row, done) -> actions.ask(actions.evict(row.replica()), done)),
        new RowActions.Choice<>(
            "Mark unavailable",
            "mark-unavailable",
            Role.ADMIN,
            (row, done) -> actions.ask(actions.markUnavailable(row.replica()), done)),
        new RowActions.Choice<>(
            "Copy as a command…",
            "replica-command-lines",
            Role.VIEWER,
            (row, done) -> CommandLines.showReplica(registry, row.replica().toString())));
  }

  /** Sorting by these is offered where the database has few rows to sort. */
  private void bytes(Columns<ReplicaFact> columns) {
    var column = columns.bytes("Size", "5.25rem", ReplicaFact::memorySize);
    if (artifact.isPresent() || worker.isPresent()) {
      Columns.sorts(column, ReplicaSort.SIZE);
    }
  }

  private void updated(Columns<ReplicaFact> columns) {
    var column = columns.age("Updated", "6.25rem", ReplicaFact::updatedAt);
    if (artifact.isPresent() || worker.isPresent()) {
      Columns.sorts(column, ReplicaSort.UPDATED);
    }
  }

  private static String memory(ReplicaFact row) {
    return row.place().memoryType() == MemoryType.GPU
        ? "GPU " + row.place().deviceId()
        : row.place().memoryType().name();
  }
}
