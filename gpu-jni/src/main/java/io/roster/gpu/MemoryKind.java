/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** The three memories of a node. */
public enum MemoryKind {
  /** Memory of an accelerator, or what plays it on a host without one. */
  GPU,
  /** Memory of the host. */
  RAM,
  /** The node's data directory; it alone survives a restart. */
  DISK
}
