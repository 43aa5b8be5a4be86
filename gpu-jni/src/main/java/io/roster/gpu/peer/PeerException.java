/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.GpuException;

/** A peer did not give what it was asked for. */
public abstract class PeerException extends GpuException {

  private static final long serialVersionUID = 1L;

  private final PeerAddress peer;

  PeerException(PeerAddress peer, String what, String remedy) {
    super("Peer " + peer + " " + what, remedy);
    this.peer = peer;
  }

  PeerException(PeerAddress peer, String what, String remedy, Throwable cause) {
    super("Peer " + peer + " " + what, remedy, cause);
    this.peer = peer;
  }

  public final PeerAddress peer() {
    return peer;
  }

  /** Whether the same peer may well give it when it is asked again. */
  abstract boolean passes();
}
