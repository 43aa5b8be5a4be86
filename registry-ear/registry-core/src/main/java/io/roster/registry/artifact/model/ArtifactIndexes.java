/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.model;

import io.roster.registry.artifact.ArtifactIndex;
import java.util.Optional;

/**
 * Reads indexes as they are committed; they are too large for memory. {@code DatabaseAway} when the
 * database does not answer.
 */
public interface ArtifactIndexes {

  /** By the lower-case hexadecimal SHA-256 of its bytes. */
  Optional<ArtifactIndex> find(String tensorIndexKey);

  /** The index that an artifact's hash names. */
  Optional<ArtifactIndex> of(String artifactId);
}
