/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/** Whether a worker's daemon and the registry agree on what it holds. */
public enum Sync {
  AGREED,
  /** The daemon acknowledged an older version, or was asked to reconcile and has not yet. */
  STALE,
  /** It has not been heard since it registered. */
  UNKNOWN
}
