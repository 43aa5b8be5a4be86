/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.NewArtifact;
import io.roster.gpu.ReplicaWriter;

/** Where a {@link PeerClient} puts what it fetches: the engine's {@code create}. */
@FunctionalInterface
public interface ArtifactTarget {

  /** Begins an artifact; closing the writer without a commit leaves nothing behind. */
  ReplicaWriter create(NewArtifact artifact);
}
