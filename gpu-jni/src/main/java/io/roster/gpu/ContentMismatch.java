/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** The bytes of an artifact are not those that its name or its first load promised. */
public final class ContentMismatch extends GpuException {

  private static final long serialVersionUID = 1L;

  private final ArtifactId artifactId;

  public ContentMismatch(ArtifactId artifactId, String expected, String found) {
    super(
        "Artifact " + artifactId + " should have the digest " + expected + ", found " + found + ".",
        "Load it again from a source you trust.");
    this.artifactId = artifactId;
  }

  static ContentMismatch ofChunk(ArtifactId artifactId, int chunk, int expected, int found) {
    return new ContentMismatch(
        artifactId, "%08x of its chunk %d".formatted(expected, chunk), "%08x".formatted(found));
  }

  /** The index is another than the one that a content-addressed id names. */
  static ContentMismatch ofIndex(ArtifactId artifactId, Multihash expected, Multihash found) {
    return new ContentMismatch(artifactId, expected + " of its index", found.toString());
  }

  public ArtifactId artifactId() {
    return artifactId;
  }
}
