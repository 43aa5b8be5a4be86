/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.JsonValues;
import io.roster.registry.replica.model.ArtifactFacts;
import io.roster.registry.replica.model.ArtifactNotes;
import io.roster.registry.replica.model.ArtifactNotes.KnownArtifact;
import io.roster.registry.replica.model.ArtifactNotes.Noted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what registrations say of artifacts. */
@ApplicationScoped
public class NoteArtifacts {

  private ArtifactNotes notes;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public NoteArtifacts() {}

  @Inject
  public NoteArtifacts(ArtifactNotes notes, Journal journal) {
    this.notes = notes;
    this.journal = journal;
  }

  /** Who says what of an artifact. */
  public record Said(Actor actor, ArtifactFacts facts) {}

  /** Runs inside one transaction. */
  public void run(List<Said> said) {
    Map<String, Said> together = new LinkedHashMap<>();
    for (Said one : said) {
      together.merge(
          one.facts().artifactId(),
          one,
          (earlier, later) -> new Said(later.actor(), earlier.facts().and(later.facts())));
    }
    if (together.isEmpty()) {
      return;
    }
    Actor first = said.get(0).actor();
    for (Noted noted : notes.note(together.values().stream().map(Said::facts).toList())) {
      Said by = together.get(noted.after().artifactId());
      journal.append(
          by == null ? first : by.actor(),
          "artifact.updated",
          noted.after().artifactId(),
          noted.before().<JsonValue>map(NoteArtifacts::json).orElse(JsonValue.NULL),
          json(noted.after()));
    }
  }

  private static JsonObject json(KnownArtifact artifact) {
    return JsonValues.object()
        .add("id_kind", artifact.idKind())
        .add("index_multihash", artifact.indexMultihash())
        .add("data_multihash", artifact.dataMultihash())
        .add("schema_version", artifact.schemaVersion())
        .add("encoding", artifact.encoding())
        .add("index_known", artifact.indexKnown())
        .build();
  }
}
