/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key;

import io.roster.registry.TestCoordinator;
import io.roster.registry.artifact.ArtifactService;
import io.roster.registry.artifact.Artifacts;
import io.roster.registry.artifact.app.ArtifactDirectory;
import io.roster.registry.artifact.app.ArtifactRegistry;
import io.roster.registry.artifact.app.ArtifactsInMemory;
import io.roster.registry.artifact.app.PublishArtifacts;
import io.roster.registry.artifact.jpa.ArtifactReadinessSql;
import io.roster.registry.artifact.jpa.SqlArtifactIndexes;
import io.roster.registry.artifact.jpa.SqlArtifactPictures;
import io.roster.registry.key.app.KeyDirectory;
import io.roster.registry.key.app.KeyRegistry;
import io.roster.registry.key.app.RevokeKey;
import io.roster.registry.key.app.SwapKey;
import io.roster.registry.key.app.Targets;
import io.roster.registry.key.app.UpsertKey;
import io.roster.registry.key.jpa.JpaKeyRepository;
import io.roster.registry.key.jpa.SqlKeyPictures;
import io.roster.registry.key.model.RememberPolicy;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.ChangeRehearsal;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.rehearsal.app.RehearsedChanges;
import io.roster.registry.replica.app.NoteArtifacts;
import io.roster.registry.replica.jpa.SqlArtifactNotes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A coordinator with its artifacts and keys. */
public final class TestCatalog implements AutoCloseable {

  public static final Actor ACTOR = Actor.client("10.0.0.9");

  private final TestCoordinator coordinator;
  private final KeyService keys;
  private final ArtifactService artifacts;
  private final ChangeRehearsal rehearsal;

  public TestCatalog(String name, TestDatabase database) {
    ArtifactDirectory known = new ArtifactDirectory(new SqlArtifactPictures(database.dataSource()));
    KeyDirectory directory =
        new KeyDirectory(
            new SqlKeyPictures(database.dataSource()), new RememberPolicy(Duration.ofSeconds(1)));
    coordinator = new TestCoordinator(name, database, known, directory);
    JpaKeyRepository keyRows = new JpaKeyRepository(coordinator.entities());
    Targets targets = new Targets(new ArtifactReadinessSql(coordinator.entities()));
    NoteArtifacts noting =
        new NoteArtifacts(new SqlArtifactNotes(coordinator.entities()), coordinator.journal());
    SwapKey swapping = new SwapKey(keyRows, targets, coordinator.journal());
    artifacts =
        new ArtifactRegistry(
            new PublishArtifacts(noting),
            new SqlArtifactIndexes(database.dataSource()),
            new ArtifactsInMemory(known, coordinator.replicas()),
            coordinator.changes());
    keys =
        new KeyRegistry(
            new UpsertKey(keyRows, targets, coordinator.journal()),
            swapping,
            new RevokeKey(keyRows, coordinator.journal()),
            directory,
            coordinator.changes());
    rehearsal = new RehearsedChanges(noting, swapping, coordinator.changes());
  }

  public TestCoordinator coordinator() {
    return coordinator;
  }

  public KeyService keys() {
    return keys;
  }

  public ArtifactService artifacts() {
    return artifacts;
  }

  public ChangeRehearsal rehearsal() {
    return rehearsal;
  }

  /** Makes an artifact known with its index; returns its id. */
  public String publish(String name) {
    artifacts.publish(Artifacts.publication(name), ACTOR);
    return Artifacts.id(name);
  }

  public KeyOutcome upsert(String key, String artifactId) {
    return keys.upsert(new KeyUpsert(key, artifactId, "", "", OptionalLong.empty()), ACTOR);
  }

  public KeyOutcome swap(String key, String artifactId) {
    return keys.swap(new KeySwap(key, artifactId, Optional.empty(), OptionalLong.empty()), ACTOR);
  }

  /** Swaps a key that must have this generation. */
  public KeyOutcome swap(String key, String artifactId, long generation) {
    return keys.swap(
        new KeySwap(key, artifactId, Optional.empty(), OptionalLong.of(generation)), ACTOR);
  }

  public boolean revoke(String key) {
    return keys.revoke(key, ACTOR);
  }

  public Optional<KeyMapping> resolve(String key) {
    return keys.lookup().resolve(key).map(ResolvedKey::mapping);
  }

  @Override
  public void close() {
    coordinator.close();
  }
}
