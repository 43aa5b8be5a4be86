/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.model;

import java.time.Duration;
import java.util.OptionalLong;

/** The one lease that makes a coordinator the leader; its end is told by the database's clock. */
public interface Lease {

  /** What became of a renewal. */
  enum Renewal {
    LASTS,
    /** It lasts, but somebody wishes that its holder lets go. */
    UNWANTED,
    /** It is another's or has run out. */
    LOST
  }

  /**
   * Takes it if nobody has it and it is not kept for another one, in the caller's transaction.
   *
   * @return the new epoch, when it was taken
   */
  OptionalLong take(String holder, Duration length);

  /**
   * Makes sure that the holder still leads, and keeps anybody else from taking the lease until the
   * caller's transaction ends. A transaction whose coordinator is paused is ended by the database
   * after a moment, so that it holds nobody up.
   *
   * @throws NotLeading when another epoch has begun or the lease has run out
   */
  void confirm(String holder, long epoch);

  /** Lets go of it, in the caller's transaction; false when it was another's already. */
  boolean release(String holder, long epoch);

  /** Makes it last for so long from now, past every queue. */
  Renewal renew(String holder, long epoch, Duration length);

  /** Whose it is, and keeps it from being renewed or taken until the caller's transaction ends. */
  Held lock();

  /**
   * Asks the present holder to let go at its next renewal, in the caller's transaction.
   *
   * @param successor who alone may take it then, for two leases; empty when anybody may
   */
  void askToStandBack(String successor);

  /** Whose it is, committed. */
  Held held();

  /**
   * Whose the lease is.
   *
   * @param holder empty when nobody ever had it
   * @param running whether it has not run out
   */
  record Held(String holder, long epoch, boolean running) {}
}
