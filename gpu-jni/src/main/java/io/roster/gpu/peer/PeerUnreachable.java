/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

/** No connection to a peer came about. */
public final class PeerUnreachable extends PeerException {

  private static final long serialVersionUID = 1L;

  PeerUnreachable(PeerAddress peer, String reason) {
    super(
        peer,
        "cannot be reached: " + reason + ".",
        "Look whether that node runs, advertises an address that is routable from here, and lets"
            + " its peer port through.");
  }

  @Override
  boolean passes() {
    return true;
  }
}
