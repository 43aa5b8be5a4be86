/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

/** A peer does not talk to this node. */
public final class PeerRefused extends PeerException {

  private static final long serialVersionUID = 1L;

  PeerRefused(PeerAddress peer, String reason, String remedy) {
    super(peer, "does not talk to this node: " + reason, remedy);
  }

  @Override
  boolean passes() {
    return false;
  }
}
