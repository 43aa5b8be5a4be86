/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.model;

import java.time.Duration;

/** Something that one coordinator does for all, again and again. */
public interface LeaderJob {

  /** For timers and logs: {@code expiry-sweep}. */
  String name();

  Duration interval();

  /**
   * One round. What it writes, it writes through {@code Leadership.change}, which refuses when
   * another coordinator leads.
   */
  void run();
}
