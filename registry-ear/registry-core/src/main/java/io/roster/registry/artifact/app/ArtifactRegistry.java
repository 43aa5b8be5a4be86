/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.app;

import io.roster.registry.artifact.ArtifactIndex;
import io.roster.registry.artifact.ArtifactLookup;
import io.roster.registry.artifact.ArtifactPublication;
import io.roster.registry.artifact.ArtifactService;
import io.roster.registry.artifact.SessionLocalArtifact;
import io.roster.registry.artifact.model.ArtifactIndexes;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import io.roster.registry.replica.app.NoteArtifacts;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;

/** The door to everything about artifacts. */
@Singleton
@Local(ArtifactService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ArtifactRegistry implements ArtifactService {

  private PublishArtifacts publishing;
  private ArtifactIndexes indexes;
  private ArtifactsInMemory memory;
  private Changes changes;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public ArtifactRegistry() {}

  @Inject
  public ArtifactRegistry(
      PublishArtifacts publishing,
      ArtifactIndexes indexes,
      ArtifactsInMemory memory,
      Changes changes) {
    this.publishing = publishing;
    this.indexes = indexes;
    this.memory = memory;
    this.changes = changes;
  }

  @Override
  public void publish(ArtifactPublication publication, Actor actor) {
    NoteArtifacts.Said said = PublishArtifacts.said(publication, actor);
    var unused = changes.change("artifact:" + said.facts().artifactId(), publishing, said);
  }

  @Override
  public Optional<ArtifactIndex> index(String tensorIndexKey) {
    require("tensor_index_key", tensorIndexKey);
    return Names.isPlausible(tensorIndexKey) ? indexes.find(tensorIndexKey) : Optional.empty();
  }

  @Override
  public Optional<ArtifactIndex> indexOf(String artifactId) {
    require("artifact_id", artifactId);
    if (artifactId.startsWith(SessionLocalArtifact.PREFIX)) {
      throw new SessionLocalArtifact(artifactId);
    }
    return Names.isPlausible(artifactId) ? indexes.of(artifactId) : Optional.empty();
  }

  private static void require(String field, String value) {
    if (value.isBlank()) {
      throw new InvalidRequest(field, "is required");
    }
  }

  @Override
  public ArtifactLookup lookup() {
    return memory;
  }
}
