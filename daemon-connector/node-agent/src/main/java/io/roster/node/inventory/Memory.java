/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.inventory;

/** The memories that a replica can lie in, in the order in which they are read fastest. */
public enum Memory {
  GPU,
  RAM,
  DISK
}
