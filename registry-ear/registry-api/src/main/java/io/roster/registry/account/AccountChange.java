/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import io.roster.registry.access.Role;

/** What an administrator does to an account. */
public sealed interface AccountChange {

  /** Nobody can log in with it, and its sessions end. */
  record Disable() implements AccountChange {}

  record Enable() implements AccountChange {}

  /** Its sessions end, since they were begun with another role. */
  record ChangeRole(Role role) implements AccountChange {}

  /** Its sessions end, and it is no longer locked. */
  record ResetPassword(String password) implements AccountChange {
    /** Without the secret. */
    @Override
    public String toString() {
      return "ResetPassword[]";
    }
  }

  /** Every session ends, wherever it is. */
  record LogOutEverywhere() implements AccountChange {}
}
