/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

/**
 * Part of this coordinator's memory of the committed state. It is written by one thread at a time
 * and read by many.
 *
 * <p>Loading happens while the journal goes on, so a change may be applied that the loaded state
 * already contains: applying takes the whole state after the change and never adds to what was
 * there.
 */
public interface Projection {

  /** Replaces everything by what is committed now. */
  void load();

  /** Takes over one change; those that do not concern it are ignored. */
  void apply(Change change);
}
