/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.rehearsal.app;

import io.roster.registry.journal.model.Changes;
import io.roster.registry.key.KeySwap;
import io.roster.registry.key.app.SwapKey;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.ChangeRehearsal;
import io.roster.registry.platform.Multihash;
import io.roster.registry.replica.app.NoteArtifacts;
import io.roster.registry.replica.app.NoteArtifacts.Said;
import io.roster.registry.replica.model.ArtifactFacts;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Publishes artifacts and points a key at them. Each change ends before the journal is written,
 * which all coordinators do one after the other: none of them may wait for one that only tries.
 */
@Singleton
@Local(ChangeRehearsal.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RehearsedChanges implements ChangeRehearsal {

  private static final Actor ACTOR = Actor.system("rehearsal");
  private static final int ROUNDS = 3;

  private NoteArtifacts artifacts;
  private SwapKey keys;
  private Changes changes;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public RehearsedChanges() {}

  @Inject
  public RehearsedChanges(NoteArtifacts artifacts, SwapKey keys, Changes changes) {
    this.artifacts = artifacts;
    this.keys = keys;
    this.changes = changes;
  }

  @Override
  public void rehearse() {
    for (int round = 0; round < ROUNDS; round++) {
      try {
        changes.changeAlone(
            "Rehearsal",
            () -> {
              changeMuch();
              throw new TakenBack();
            });
      } catch (TakenBack asIntended) {
        // So that nothing of it is kept.
      }
    }
  }

  private void changeMuch() {
    // Of names that nobody else has: coordinators that start together must not wait for each other.
    String name = "rehearsal-" + UUID.randomUUID();
    String other = name + "-other";
    artifacts.run(List.of(new Said(ACTOR, facts(name)), new Said(ACTOR, facts(other))));
    swap(name, name);
    // Looking for the key a second time sends what is known of it to the database.
    swap(name, other);
    swap(name, name);
  }

  private void swap(String key, String artifactId) {
    var unused =
        keys.run(new KeySwap(key, artifactId, Optional.empty(), OptionalLong.empty()), ACTOR);
  }

  private static ArtifactFacts facts(String artifactId) {
    byte[] content = artifactId.getBytes(StandardCharsets.UTF_8);
    Multihash name = Multihash.of(content);
    return new ArtifactFacts(
        artifactId,
        Optional.empty(),
        name.toString(),
        name.toString(),
        ArtifactFacts.SCHEMA_VERSION,
        ArtifactFacts.ENCODING,
        Optional.of(
            new ArtifactFacts.Index(
                name, content, ArtifactFacts.ENCODING, ArtifactFacts.SCHEMA_VERSION)));
  }
}
