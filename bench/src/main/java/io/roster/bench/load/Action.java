/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

/** Something a caller does and waits for: one call, or a few that belong together. */
@FunctionalInterface
public interface Action {

  /**
   * Begins it and returns at once.
   *
   * @param caller who does it; in a batch, which item it is done to
   */
  void begin(int caller, Completion completion);
}
