/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.io.IOException;

/** The connection to a peer was cut. */
public final class PeerLost extends PeerException {

  private static final long serialVersionUID = 1L;

  PeerLost(PeerAddress peer, String reason, IOException cause) {
    super(
        peer,
        "was lost: " + reason + ".",
        "Look whether that node still runs; what is missing can come from another one.",
        cause);
  }

  @Override
  boolean passes() {
    return true;
  }
}
