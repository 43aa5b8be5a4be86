/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.app;

import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.artifact.model.ArtifactPictures;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Projection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of each artifact, in memory. */
@ApplicationScoped
public class ArtifactDirectory implements Projection {

  private volatile Map<String, ArtifactView> artifacts = new ConcurrentHashMap<>();

  private ArtifactPictures pictures;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ArtifactDirectory() {}

  @Inject
  public ArtifactDirectory(ArtifactPictures pictures) {
    this.pictures = pictures;
  }

  @Override
  public void load() {
    // Beside the old one, which answers until the new one is whole.
    Map<String, ArtifactView> loaded = new ConcurrentHashMap<>();
    pictures.each(artifact -> loaded.put(artifact.artifactId(), artifact));
    artifacts = loaded;
  }

  @Override
  public void apply(Change change) {
    if (change.kind().equals("artifact.updated")) {
      change
          .state()
          .ifPresent(
              state -> artifacts.put(change.subject(), ArtifactJson.read(change.subject(), state)));
    }
  }

  public Optional<ArtifactView> find(String artifactId) {
    return Optional.ofNullable(artifacts.get(artifactId));
  }

  public int size() {
    return artifacts.size();
  }
}
