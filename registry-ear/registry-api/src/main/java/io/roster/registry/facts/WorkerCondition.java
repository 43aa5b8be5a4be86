/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/** How a worker is, as an operator sees it. The first that holds counts. */
public enum WorkerCondition {
  /** It unregistered, expired, or was replaced at its address. */
  GONE,
  /** It is silent for longer than the timeout. */
  SILENT,
  /** An operator took it out of service. */
  DRAINING,
  /** It says itself that it takes nothing new. */
  NOT_ACCEPTING,
  READY
}
