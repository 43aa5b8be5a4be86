/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** The bytes given for an artifact were fewer or more than declared. */
public final class WrongLength extends GpuException {

  private static final long serialVersionUID = 1L;

  private final ArtifactId artifactId;
  private final long declaredBytes;

  private WrongLength(ArtifactId artifactId, long declaredBytes, String found) {
    super(
        "Artifact " + artifactId + " was declared as " + declaredBytes + " bytes, but " + found,
        "Declare the exact length.");
    this.artifactId = artifactId;
    this.declaredBytes = declaredBytes;
  }

  static WrongLength endedAfter(ArtifactId artifactId, long declaredBytes, long read) {
    return new WrongLength(artifactId, declaredBytes, "the bytes ended after " + read + ".");
  }

  static WrongLength hasMore(ArtifactId artifactId, long declaredBytes) {
    return new WrongLength(artifactId, declaredBytes, "more bytes followed.");
  }

  static WrongLength notPositive(ArtifactId artifactId, long declaredBytes) {
    return new WrongLength(artifactId, declaredBytes, "a length must be positive.");
  }

  public ArtifactId artifactId() {
    return artifactId;
  }

  public long declaredBytes() {
    return declaredBytes;
  }
}
