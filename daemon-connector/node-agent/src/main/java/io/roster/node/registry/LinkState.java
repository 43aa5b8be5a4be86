/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

/** How a node stands with the registry. */
public enum LinkState {
  /** It has not been registered since it started. */
  CONNECTING,
  /** It is registered, and its last heartbeat was answered. */
  REGISTERED,
  /** It was registered, but no coordinator answers at present. */
  LOST,
  /** It has said goodbye. */
  STOPPED
}
