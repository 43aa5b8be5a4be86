/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain;

import java.time.Duration;

/** A port that calls come in by, as far as it can be closed without a call that fails. */
public interface ServedPort {

  /** Those who ask whether it serves are told that it does not; it goes on serving. */
  void announceLeaving();

  /**
   * Takes no new connection, lets clients take their next calls elsewhere, and ends what does not
   * end by itself with a status that says so. What is being served goes on.
   */
  void close();

  /** Returns whether everything has ended within this time. */
  boolean awaitEnd(Duration limit);

  /** Ends by force what is still served. */
  void cut();

  /** Serves again as before, after {@link #announceLeaving} or {@link #close}. */
  void serve();

  OpenCalls open();
}
