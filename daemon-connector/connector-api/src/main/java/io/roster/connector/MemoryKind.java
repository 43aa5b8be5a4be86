/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The kinds of memory that a replica may lie in, the fastest first. */
public enum MemoryKind {
  /** Memory of a GPU; a host may have several. */
  GPU,
  /** Memory of the host. */
  RAM,
  /** The daemon's data directory; what lies there outlives a restart. */
  DISK
}
