/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/** Where a transport stands. */
public enum TransportCondition {
  IN_PROGRESS,
  SUCCESS,
  FAILED,
  EXPIRED,
  CANCELLED
}
