/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

/** A peer serves as many as it may, or cannot serve at the moment. */
public final class PeerBusy extends PeerException {

  private static final long serialVersionUID = 1L;

  PeerBusy(PeerAddress peer, String itsWords) {
    super(
        peer,
        "cannot serve now: " + itsWords,
        "Try again in a moment, or raise that node's limit of peer connections.");
  }

  @Override
  boolean passes() {
    return true;
  }
}
