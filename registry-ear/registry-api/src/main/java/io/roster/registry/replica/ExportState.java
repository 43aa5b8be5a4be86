/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

/** Whether a replica may be fetched from. */
public enum ExportState {
  /** It is there, but cannot be a source. */
  PRESENCE_ONLY,
  EXPORTABLE,
  /** It serves what has begun and begins nothing new. */
  DRAINING
}
