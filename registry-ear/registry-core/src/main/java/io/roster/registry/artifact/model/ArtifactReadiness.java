/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.model;

/** Whether whoever looks an artifact up could read it. */
public interface ArtifactReadiness {

  /** How much of an artifact is known. */
  enum Known {
    /** All that a reader needs. */
    READY,
    /** Not even the artifact. */
    NOTHING,
    /** No usable hash of its index. */
    NO_HASH,
    /** Not the bytes of its index. */
    NO_INDEX
  }

  /** Looks in the caller's transaction. */
  Known of(String artifactId);
}
