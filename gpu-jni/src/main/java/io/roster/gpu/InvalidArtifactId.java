/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** A text is not the id of an artifact. */
public final class InvalidArtifactId extends GpuException {

  private static final long serialVersionUID = 1L;

  public InvalidArtifactId(String reason) {
    super(
        "That is not an artifact id: " + reason + ".",
        "Use cgid:<name> or mi2:<index multihash>:<data multihash>.");
  }
}
