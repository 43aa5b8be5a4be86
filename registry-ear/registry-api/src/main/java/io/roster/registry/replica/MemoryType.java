/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

/** Where a replica lies, the best source of a transfer first. */
public enum MemoryType {
  GPU,
  RAM,
  DISK
}
