/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** The memory that an artifact lies in. */
public enum MemoryKind {
  /** Memory of the host. */
  HOST,
  /** Memory of a GPU. */
  GPU
}
