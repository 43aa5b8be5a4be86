/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ReplicaReader;

/** Where a {@link PeerServer} finds what it gives away: the engine's {@code open}. */
@FunctionalInterface
public interface ArtifactSource {

  /**
   * Opens a copy of an artifact for reading.
   *
   * @throws io.roster.gpu.UnknownArtifact if it is not held
   */
  ReplicaReader open(ArtifactId id);
}
