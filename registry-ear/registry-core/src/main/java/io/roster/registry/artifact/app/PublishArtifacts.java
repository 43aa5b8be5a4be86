/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.app;

import io.roster.registry.artifact.ArtifactPublication;
import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.artifact.IndexMismatch;
import io.roster.registry.artifact.SessionLocalArtifact;
import io.roster.registry.journal.model.BulkChange;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Multihash;
import io.roster.registry.platform.Names;
import io.roster.registry.replica.app.NoteArtifacts;
import io.roster.registry.replica.model.ArtifactFacts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Makes artifacts known together with their indexes, so that keys may stand for them. They are
 * written down where registrations of replicas note them too, by the same statements.
 */
@ApplicationScoped
public class PublishArtifacts implements BulkChange<NoteArtifacts.Said, Boolean> {

  private static final String CONTENT_ADDRESSED = "mi2:";

  private NoteArtifacts artifacts;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public PublishArtifacts() {}

  @Inject
  public PublishArtifacts(NoteArtifacts artifacts) {
    this.artifacts = artifacts;
  }

  /** What a publication says, if it holds together. */
  static NoteArtifacts.Said said(ArtifactPublication publication, Actor actor) {
    ArtifactView stated = publication.artifact();
    Names.require("descriptor.artifact_id", stated.artifactId());
    if (stated.indexMultihash().isBlank()) {
      throw new InvalidRequest("descriptor.index_multihash", "is required");
    }
    if (publication.canonicalIndex().length == 0) {
      throw new InvalidRequest("canonical_index_data", "is required");
    }
    if (stated.artifactId().startsWith(SessionLocalArtifact.PREFIX)) {
      throw new SessionLocalArtifact(stated.artifactId());
    }
    Names.requireSound("descriptor.data_multihash", stated.dataMultihash());
    Names.requireSound("descriptor.schema_version", stated.schemaVersion());
    Names.requireSound("descriptor.encoding", stated.encoding());
    return new NoteArtifacts.Said(
        actor,
        new ArtifactFacts(
            stated.artifactId(),
            Optional.of(stated.idKind()),
            stated.indexMultihash(),
            stated.dataMultihash(),
            stated.schemaVersion(),
            stated.encoding(),
            Optional.of(index(publication))));
  }

  private static ArtifactFacts.Index index(ArtifactPublication publication) {
    ArtifactView stated = publication.artifact();
    return new ArtifactFacts.Index(
        hash(publication),
        publication.canonicalIndex(),
        stated.encoding().isEmpty() ? ArtifactFacts.ENCODING : stated.encoding(),
        stated.schemaVersion().isEmpty() ? ArtifactFacts.SCHEMA_VERSION : stated.schemaVersion());
  }

  private static Multihash hash(ArtifactPublication publication) {
    ArtifactView stated = publication.artifact();
    Multihash hash =
        Multihash.parse(stated.indexMultihash())
            .orElseThrow(
                () ->
                    new InvalidRequest(
                        "descriptor.index_multihash",
                        "must be a SHA-256 multihash in base 32: b followed by 55 characters"));
    Multihash actual = Multihash.of(publication.canonicalIndex());
    if (!actual.equals(hash)) {
      throw IndexMismatch.ofContent(
          stated.artifactId(), stated.indexMultihash(), actual.toString());
    }
    boolean named = stated.artifactId().startsWith(CONTENT_ADDRESSED);
    String madeOf = CONTENT_ADDRESSED + stated.indexMultihash() + ":" + stated.dataMultihash();
    if (named && !stated.artifactId().equals(madeOf)) {
      throw IndexMismatch.ofId(stated.artifactId());
    }
    return hash;
  }

  @Override
  public String operation() {
    return "UpsertArtifactMetadata";
  }

  @Override
  public List<Boolean> run(List<NoteArtifacts.Said> said) {
    artifacts.run(said);
    return said.stream().map(each -> true).toList();
  }
}
