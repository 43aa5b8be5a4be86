/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.time.Duration;

/** A peer is connected, but nothing comes from it, or next to nothing. */
public final class PeerStalled extends PeerException {

  private static final long serialVersionUID = 1L;

  PeerStalled(PeerAddress peer, Duration silence) {
    super(
        peer,
        "stalls: what was awaited did not come within " + silence.toMillis() + " ms.",
        "Look at that node and the network to it; what is missing can come from another one.");
  }

  @Override
  boolean passes() {
    return true;
  }
}
