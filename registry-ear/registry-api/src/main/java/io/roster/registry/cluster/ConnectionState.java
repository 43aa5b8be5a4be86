/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

/** How a worker looks from here. */
public enum ConnectionState {
  /** It beats in time and takes requests. */
  CONNECTED,
  /** It is late by less than one timeout, or it takes no requests. */
  RECONNECTING,
  /** It is silent. */
  DISCONNECTED
}
