/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** The store holds that artifact already, or is loading it. */
public final class DuplicateArtifact extends GpuException {

  private static final long serialVersionUID = 1L;

  private final ArtifactId artifactId;

  public DuplicateArtifact(ArtifactId artifactId) {
    super(
        "Artifact " + artifactId + " is held here already.",
        "Use what is there, or unload it first.");
    this.artifactId = artifactId;
  }

  public ArtifactId artifactId() {
    return artifactId;
  }
}
