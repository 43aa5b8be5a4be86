/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

/** Something that runs in a process of its own, and can be started again when that has ended. */
interface Restartable {

  /** What a person calls it. */
  String name();

  /** Stays until the process has ended, and says how it did. */
  String awaitEnd() throws InterruptedException;

  /**
   * Starts it again and stays until it serves.
   *
   * @return the new process's id
   * @throws CannotStart when it does not come to that
   */
  long startAgain();
}
