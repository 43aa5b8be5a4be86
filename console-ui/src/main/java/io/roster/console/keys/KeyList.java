/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.keys;

import io.roster.console.list.ChoiceFilter;
import io.roster.console.list.Columns;
import io.roster.console.list.Filter;
import io.roster.console.list.ListSpec;
import io.roster.console.list.Rows;
import io.roster.console.list.TextFilter;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.registry.facts.KeyFact;
import io.roster.registry.facts.KeyFilter;
import io.roster.registry.facts.KeySort;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.page.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of keys: of all, of one artifact. */
public final class KeyList {

  private KeyList() {}

  static ListSpec<KeyFact> all(Registry registry) {
    return spec(registry, Optional.empty());
  }

  public static ListSpec<KeyFact> ofArtifact(Registry registry, String artifact) {
    return spec(registry, Optional.of(artifact));
  }

  private static ListSpec<KeyFact> spec(Registry registry, Optional<String> artifact) {
    List<Filter> filters = new ArrayList<>();
    filters.add(new TextFilter("q", "Keys that begin so", "Beginning of the key").first());
    if (artifact.isEmpty()) {
      filters.add(new TextFilter("artifact", "Keys of this artifact", "Whole artifact id"));
    }
    filters.add(ChoiceFilter.any("kind", "Only this kind", List.of(KeyMapping.Kind.values())));
    return new ListSpec<>(
        "keys",
        "Keys",
        state ->
            Rows.of(
                registry
                    .facts()
                    .keys(
                        new KeyFilter(
                            state.text("q"),
                            artifact.or(() -> state.text("artifact")),
                            state.chosen("kind", KeyMapping.Kind.class)),
                        state.paging(KeySort.class, Paging.by(KeySort.KEY)))),
        row -> row.mapping().key(),
        filters,
        columns -> columns(columns, artifact.isEmpty()),
        () ->
            new EmptyState(
                "keys-empty",
                "No key is set",
                "A key is a human name for an artifact; it appears when somebody sets one."),
        false);
  }

  private static void columns(Columns<KeyFact> columns, boolean withArtifact) {
    Columns.sorts(
        columns.link(
            "Key", "14rem", row -> row.mapping().key(), row -> Links.key(row.mapping().key())),
        KeySort.KEY);
    if (withArtifact) {
      columns.link(
          "Stands for",
          "18rem",
          row -> row.mapping().artifactId(),
          row -> Links.artifact(row.mapping().artifactId()));
    }
    columns.text("Kind", "6rem", row -> Mark.word(row.mapping().kind()));
    columns.number("Generation", "6rem", row -> Long.toUnsignedString(row.mapping().generation()));
    columns.text("Remembered", "7rem", row -> ttl(row.mapping()));
    columns.mono("Recommends", "9rem", row -> row.mapping().daemonAddress());
    Columns.sorts(columns.age("Since", "8rem", KeyFact::updatedAt), KeySort.UPDATED);
  }

  static String ttl(KeyMapping mapping) {
    return mapping.ttlSeconds().isEmpty() ? "as usual" : mapping.ttlSeconds().getAsLong() + " s";
  }
}
