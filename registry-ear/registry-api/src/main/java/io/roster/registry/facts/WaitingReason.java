/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/** Why a request for a transport still waits. */
public enum WaitingReason {
  /** Nobody has the artifact. */
  NO_REPLICA,
  /** Those who have it offer it to nobody: unavailable, draining, silent. */
  NO_SOURCE,
  /** All sources serve as many as they may. */
  SOURCES_BUSY,
  /** A source is free; it is decided next. */
  NEXT
}
