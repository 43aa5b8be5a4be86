/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;

/** A peer does not hold the artifact. */
public final class PeerLacksArtifact extends PeerException {

  private static final long serialVersionUID = 1L;

  PeerLacksArtifact(PeerAddress peer, ArtifactId id) {
    super(
        peer,
        "does not hold artifact " + id + ".",
        "Ask the registry for another source; what it knew of that node is out of date.");
  }

  @Override
  boolean passes() {
    return false;
  }
}
