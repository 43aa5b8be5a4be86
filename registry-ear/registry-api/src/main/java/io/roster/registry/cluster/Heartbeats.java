/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

/** Takes signs of life. */
public interface Heartbeats {

  /** Takes one. Touches memory only, never waits, and may be called from any thread. */
  HeartbeatAnswer take(Heartbeat heartbeat);
}
