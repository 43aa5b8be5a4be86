/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** The store does not hold that artifact. */
public final class UnknownArtifact extends GpuException {

  private static final long serialVersionUID = 1L;

  private final ArtifactId artifactId;

  public UnknownArtifact(ArtifactId artifactId) {
    super(
        "Artifact " + artifactId + " is not held here.",
        "Look at the list of artifacts, or load it first.");
    this.artifactId = artifactId;
  }

  public UnknownArtifact(ArtifactId artifactId, Place place) {
    super(
        "Artifact " + artifactId + " is not held in " + place + ".",
        "Look at the list of replicas, or load it there first.");
    this.artifactId = artifactId;
  }

  public ArtifactId artifactId() {
    return artifactId;
  }
}
