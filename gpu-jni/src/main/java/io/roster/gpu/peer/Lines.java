/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of one fetch. */
final class Lines {

  private final PeerClientSettings settings;
  private final Watchdog watchdog;
  private final Set<PeerConnection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  Lines(PeerClientSettings settings, Watchdog watchdog) {
    this.settings = settings;
    this.watchdog = watchdog;
  }

  /** A new one, over which the peer has greeted. */
  PeerLine to(PeerAddress peer) {
    PeerConnection connection = connection(peer);
    open.add(connection);
    PeerLine line = new PeerLine(peer, connection, settings, () -> open.remove(connection));
    if (ended) {
      connection.cut(PeerConnection.Cut.WANTED);
    }
    try {
      line.connect();
      return line;
    } catch (RuntimeException e) {
      line.close();
      throw e;
    }
  }

  private PeerConnection connection(PeerAddress peer) {
    try {
      return PeerConnection.unconnected(watchdog);
    } catch (IOException e) {
      throw new PeerUnreachable(peer, String.valueOf(e.getMessage()));
    }
  }

  /** Cuts those there are; their threads fail. */
  void cutAll() {
    open.forEach(connection -> connection.cut(PeerConnection.Cut.WANTED));
  }

  /** Cuts those there are and those that come. */
  void end() {
    ended = true;
    cutAll();
  }
}
