/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.transports;

import io.roster.console.list.ChoiceFilter;
import io.roster.console.list.Columns;
import io.roster.console.list.Filter;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListState;
import io.roster.console.list.Rows;
import io.roster.console.list.TextFilter;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.TransportEnd;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.facts.TransportFilter;
import io.roster.registry.facts.TransportSort;
import io.roster.registry.facts.WaitingFact;
import io.roster.registry.facts.WaitingSort;
import io.roster.registry.page.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of transports, and of requests that wait for one. */
public final class TransportList {

  private TransportList() {}

  static ListSpec<TransportFact> all(Registry registry) {
    return spec(registry, Optional.empty(), Optional.empty());
  }

  public static ListSpec<TransportFact> ofWorker(Registry registry, String worker) {
    return spec(registry, Optional.empty(), Optional.of(worker));
  }

  public static ListSpec<TransportFact> ofArtifact(Registry registry, String artifact) {
    return spec(registry, Optional.of(artifact), Optional.empty());
  }

  private static ListSpec<TransportFact> spec(
      Registry registry, Optional<String> artifact, Optional<String> worker) {
    return new ListSpec<>(
        "transports",
        "Transports",
        state ->
            Rows.of(
                registry
                    .facts()
                    .transports(
                        filter(state, artifact, worker),
                        state.paging(TransportSort.class, Paging.byLast(TransportSort.CREATED)))),
        TransportFact::transport,
        filters(artifact, worker),
        columns -> columns(columns, artifact.isEmpty()),
        () ->
            new EmptyState(
                "transports-empty",
                "No transport yet",
                "A transport is one permitted transfer: it appears when a daemon asks for a source"
                    + " and is given one."),
        false);
  }

  static ListSpec<WaitingFact> waiting(Registry registry) {
    return new ListSpec<>(
        "waiting",
        "Waiting for a source",
        state ->
            Rows.of(
                registry
                    .facts()
                    .waiting(
                        filter(state, Optional.empty(), Optional.empty()),
                        Paging.by(WaitingSort.CREATED))),
        WaitingFact::requestId,
        List.of(),
        TransportList::waitingColumns,
        () ->
            new EmptyState(
                "waiting-empty", "Nobody waits", "Every request has been given a source."),
        true);
  }

  private static TransportFilter filter(
      ListState state, Optional<String> artifact, Optional<String> worker) {
    return new TransportFilter(
        state.chosen("state", TransportCondition.class),
        artifact.or(() -> state.text("artifact")),
        worker.or(() -> state.text("worker")));
  }

  private static List<Filter> filters(Optional<String> artifact, Optional<String> worker) {
    List<Filter> filters = new ArrayList<>();
    if (artifact.isEmpty()) {
      filters.add(new TextFilter("artifact", "Of this artifact", "Whole artifact id").first());
    }
    if (worker.isEmpty()) {
      filters.add(new TextFilter("worker", "From or to this worker", "Whole worker id"));
    }
    filters.add(
        ChoiceFilter.any("state", "Only in this state", List.of(TransportCondition.values())));
    return filters;
  }

  private static void columns(Columns<TransportFact> columns, boolean withArtifact) {
    columns.link(
        "Transport",
        "6.5rem",
        row -> row.transport().toString(),
        row -> Links.transport(row.transport()));
    columns.mark("State", "7rem", row -> Mark.of(row.condition()));
    if (withArtifact) {
      columns.link(
          "Artifact", "8rem", TransportFact::artifactId, row -> Links.artifact(row.artifactId()));
    }
    columns.link("From", "11rem", row -> name(row.source()), row -> address(row.source()));
    columns.link("To", "11rem", row -> name(row.target()), row -> address(row.target()));
    columns.bytes("Size", "5.25rem", TransportFact::bytes);
    Columns.sorts(columns.age("Began", "6.25rem", TransportFact::createdAt), TransportSort.CREATED);
    columns.optionalAge("Ended", "6.25rem", TransportFact::endedAt);
    columns.text("Detail", "5rem", TransportFact::detail);
  }

  private static void waitingColumns(Columns<WaitingFact> columns) {
    columns.number("Place", "4rem", WaitingFact::position);
    columns.link(
        "Artifact", "14rem", WaitingFact::artifactId, row -> Links.artifact(row.artifactId()));
    columns.link("To", "11rem", row -> name(row.target()), row -> address(row.target()));
    columns.text("Why it waits", "9rem", row -> Mark.word(row.reason()));
    columns.age("Since", "7rem", WaitingFact::createdAt);
    columns.age("Gives up", "7rem", WaitingFact::deadline);
  }

  static String name(TransportEnd end) {
    return end.workerId().isEmpty() ? end.address() + ":" + end.port() : end.workerId();
  }

  static String address(TransportEnd end) {
    return end.workerId().isEmpty() ? "" : Links.worker(end.workerId());
  }
}
