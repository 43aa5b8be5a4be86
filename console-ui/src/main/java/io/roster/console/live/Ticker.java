/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

/** Runs a task again and again, one run after the other, until it is stopped. */
interface Ticker {

  /** Ends the runs; may be called twice. */
  interface Ticking {
    void stop();
  }

  Ticking start(Runnable task);
}
