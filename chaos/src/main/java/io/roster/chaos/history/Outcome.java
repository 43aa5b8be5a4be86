/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.history;

/** What a client knows about a call of its own. */
public enum Outcome {
  /** It was answered; the answer says what happened. */
  OK,
  /** It was refused, and surely changed nothing. */
  FAILED,
  /** No answer came: it may have happened, may happen yet, or never will. */
  UNKNOWN
}
