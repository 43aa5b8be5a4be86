/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.time.Duration;

/** Time as the client knows it; a test gives it one of its own. */
interface Timers extends AutoCloseable {

  /** Nanoseconds since some moment. */
  long nanoTime();

  /** Runs the task once, later, unless it is called off before. */
  Alarm after(Duration delay, Runnable task);

  @Override
  void close();

  /** Something that will be run. */
  interface Alarm {

    void callOff();
  }
}
