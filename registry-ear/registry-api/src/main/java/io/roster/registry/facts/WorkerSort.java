/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/** By what workers can be sorted. */
public enum WorkerSort {
  WORKER,
  DAEMON,
  NODE,
  ADDRESS,
  LAST_HEARTBEAT,
  REGISTERED,
  /** When it went; of those that are gone. */
  GONE,
  POOL_TOTAL,
  POOL_AVAILABLE,
  STATE_VERSION
}
