/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import java.time.Duration;

/** What became of a log-in. */
public sealed interface LogIn {

  /** Name and password belong together. */
  record Entered(Account account) implements LogIn {}

  /** They do not, or the account is disabled. */
  record Refused() implements LogIn {}

  /**
   * There were too many failures. It is said of any name, so that nobody learns which exist.
   *
   * @param remaining how long to wait
   */
  record Locked(Duration remaining) implements LogIn {}
}
