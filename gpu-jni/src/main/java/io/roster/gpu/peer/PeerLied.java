/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

/** What a peer sends is not what it said, or not what it was asked for. */
public final class PeerLied extends PeerException {

  private static final long serialVersionUID = 1L;

  PeerLied(PeerAddress peer, String what) {
    super(
        peer,
        what + ".",
        "Verify the artifact on that node, and fetch it from another one meanwhile.");
  }

  @Override
  boolean passes() {
    return false;
  }
}
