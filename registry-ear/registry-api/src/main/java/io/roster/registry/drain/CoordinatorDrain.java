/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain;

import io.roster.registry.access.Identity;

/**
 * Takes this coordinator out of service: those who look see that it leaves, then its port is closed
 * to new connections, what is being served is finished, and another one leads.
 */
public interface CoordinatorDrain {

  /** What to do when nobody else serves. */
  enum Insistence {
    ONLY_IF_OTHERS_SERVE,
    IN_ANY_CASE
  }

  /** How it stands. Never fails and never waits. */
  DrainStatus status();

  /**
   * Begins; does nothing when it has begun already.
   *
   * @throws LastCoordinator when no other coordinator serves and that is not insisted on
   * @throws io.roster.registry.platform.DatabaseAway when it is not known who else serves, and that
   *     is not insisted on
   */
  DrainStatus begin(String reason, Insistence insistence, Identity asking);

  /**
   * Serves again; does nothing when it serves.
   *
   * @throws DrainGoesOn while the port is closing
   */
  DrainStatus cancel(String reason, Identity asking);

  /** Tells what serves the calls; from now on it can be drained. */
  void serves(ServedPort port);

  /**
   * The process stops: drains whoever else serves, and returns when that is over. Where nobody else
   * serves, nobody is given time to go elsewhere.
   */
  void leave();
}
