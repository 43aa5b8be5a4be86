/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/** How a replica is, as an operator sees it. */
public enum ReplicaCondition {
  AVAILABLE,
  UNAVAILABLE,
  /** It is offered to nobody new and serves out. */
  DRAINING
}
