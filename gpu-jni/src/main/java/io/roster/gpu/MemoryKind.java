/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** The kind of memory a device offers. */
public enum MemoryKind {
  /** Memory of the host, reached by the processor. */
  HOST,
  /** Memory of an accelerator. */
  GPU
}
