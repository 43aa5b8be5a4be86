/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.schedule;

/** What can be done to a site. */
public enum FaultKind {
  /** SIGKILL to a coordinator, which is started again. */
  KILL,
  /** SIGTERM to a coordinator, which is started again. */
  STOP,
  /** SIGSTOP and SIGCONT to a coordinator. */
  PAUSE,
  /** Nothing passes between a coordinator and anybody. */
  ISOLATE,
  /** Everything that a coordinator's host sends, or is sent, is lost. */
  LOSE_ALL,
  /** Everything that a coordinator's host sends is lost. */
  LOSE_SENT,
  /** Everything that a coordinator's host is sent is lost. */
  LOSE_RECEIVED,
  /** Nothing passes between clients and a coordinator. */
  CUT_CLIENTS,
  /** What clients send does not arrive; what they are sent does. */
  DEAF,
  /** What clients send arrives; what they are sent does not. */
  MUTE,
  /** Nothing passes between a coordinator and the database. */
  CUT_DATABASE,
  /** What the database answers does not arrive. */
  DATABASE_MUTE,
  /** All connections of a coordinator with its clients break. */
  RESET_CLIENTS,
  /** All connections of a coordinator with the database break. */
  RESET_DATABASE,
  /** Clients reach a coordinator late, over a thin line. */
  SLOW_CLIENTS,
  /** The database is reached late. */
  SLOW_DATABASE,
  /**
   * Pieces between clients and a coordinator are held up again and again, as when they are lost.
   */
  LOSSY_CLIENTS,
  /** The clock of a coordinator's machine is set an hour ahead or back, and right again at last. */
  CLOCK_STEP,
  /** An operator asks for another leader. */
  HAND_OVER,
  /** SIGKILL to the primary, which recovers. */
  DATABASE_KILL,
  /** SIGSTOP and SIGCONT to the primary. */
  DATABASE_PAUSE,
  /** SIGKILL to the primary; its standby takes its place. */
  PROMOTE,
  /** No byte is left on the database's disk, and then there are again. */
  DISK_FULL
}
