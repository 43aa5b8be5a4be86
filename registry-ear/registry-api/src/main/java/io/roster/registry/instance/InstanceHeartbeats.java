/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance;

/** Takes instances' signs of life. */
public interface InstanceHeartbeats {

  /**
   * Takes one; returns whether the instance is known. Touches memory only, never waits, and may be
   * called from any thread.
   */
  boolean take(InstanceHeartbeat heartbeat);
}
