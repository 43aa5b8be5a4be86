/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

/**
 * Which workers to list.
 *
 * @param scope whether those that take no requests are wanted too
 * @param requiredCapabilities bits that each must have
 */
public record WorkerQuery(Scope scope, long requiredCapabilities) {

  /** Which of the active workers. */
  public enum Scope {
    ACCEPTING,
    ALL_ACTIVE
  }

  public static WorkerQuery allActive() {
    return new WorkerQuery(Scope.ALL_ACTIVE, 0);
  }
}
