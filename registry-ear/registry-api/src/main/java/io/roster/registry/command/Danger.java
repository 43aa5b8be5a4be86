/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

/** How much care an action asks for. */
public enum Danger {
  /** It can be taken back. */
  REVERSIBLE,
  /** It disturbs traffic. */
  DISTURBING,
  /** It cannot be taken back. */
  IRREVERSIBLE
}
