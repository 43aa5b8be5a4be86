/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance;

/**
 * Which instances to list.
 *
 * @param scope whether those that are silent but not expired yet are wanted too
 * @param requiredCapabilities bits that each must have
 */
public record InstanceQuery(Scope scope, long requiredCapabilities) {

  /** Which of the registered instances. */
  public enum Scope {
    HEARD_IN_TIME,
    ALL_REGISTERED
  }
}
