/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.app;

import io.roster.registry.artifact.model.ArtifactReadiness;
import io.roster.registry.key.TargetNotReady;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Lets keys stand only for artifacts that whoever resolves them can read. */
@ApplicationScoped
public class Targets {

  private ArtifactReadiness artifacts;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public Targets() {}

  @Inject
  public Targets(ArtifactReadiness artifacts) {
    this.artifacts = artifacts;
  }

  /** Runs inside the transaction that points the key there. */
  void requireReady(String operation, String artifactId) {
    switch (artifacts.of(artifactId)) {
      case READY -> {}
      case NOTHING ->
          throw new TargetNotReady(operation, "artifact " + artifactId + " is not known");
      case NO_HASH ->
          throw new TargetNotReady(
              operation, "artifact " + artifactId + " has no usable index_multihash");
      case NO_INDEX ->
          throw new TargetNotReady(
              operation, "the index of artifact " + artifactId + " is not stored");
    }
  }
}
