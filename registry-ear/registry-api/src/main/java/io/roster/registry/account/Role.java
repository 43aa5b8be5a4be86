/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

/** What an account may do. Each role includes the ones before it. */
public enum Role {
  VIEWER,
  OPERATOR,
  ADMIN;

  /** Whether this role is enough where another is asked for. */
  public boolean includes(Role needed) {
    return ordinal() >= needed.ordinal();
  }
}
