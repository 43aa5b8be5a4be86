/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit;

/** How it ended. */
public enum AuditResult {
  /** It was done, or written down to be done. */
  ACCEPTED,
  /** It was asked for before, with the same key; nothing new was done. */
  REPEATED,
  /** The target had changed since it was looked at. */
  CONFLICT,
  /** The role did not suffice. */
  FORBIDDEN,
  /** Anything else. */
  REFUSED
}
