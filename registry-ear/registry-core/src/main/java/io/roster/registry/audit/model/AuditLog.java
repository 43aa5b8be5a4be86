/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit.model;

import io.roster.registry.audit.AuditResult;
import java.time.Duration;

/** Where the audit is written. */
public interface AuditLog {

  /**
   * Writes a record in the caller's transaction.
   *
   * @param command the command that it became; may be empty
   * @param detail a sentence; may be empty
   */
  void add(Act act, AuditResult result, String command, String detail);

  /**
   * Drops records that are so old, in the caller's transaction; at most so many.
   *
   * @return how many were dropped
   */
  int forget(Duration age, int most);
}
