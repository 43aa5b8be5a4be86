/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** A copy is pinned and stays. */
public final class PinnedReplica extends GpuException {

  private static final long serialVersionUID = 1L;

  private final ArtifactId artifactId;
  private final Place place;

  public PinnedReplica(ArtifactId artifactId, Place place) {
    super("Artifact " + artifactId + " is pinned in " + place + ".", "Unpin it first.");
    this.artifactId = artifactId;
    this.place = place;
  }

  public ArtifactId artifactId() {
    return artifactId;
  }

  public Place place() {
    return place;
  }
}
