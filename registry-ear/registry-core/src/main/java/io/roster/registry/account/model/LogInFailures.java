/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.model;

import java.time.Duration;
import java.time.Instant;

/**
 * Failures to log in, one after the other, of any name. Every method belongs to the caller's
 * transaction.
 */
public interface LogInFailures {

  /** How many there were in a row, and how long it is since the last. */
  record Failures(int count, Instant last) {}

  /** The database's clock. */
  Instant now();

  /** Those that are not older; none is a count of zero. */
  Failures of(String username, Duration forgottenAfter);

  /** One more; returns how many it is now. What is old is forgotten, of all names. */
  int add(String username, Duration forgottenAfter);

  void clear(String username);
}
