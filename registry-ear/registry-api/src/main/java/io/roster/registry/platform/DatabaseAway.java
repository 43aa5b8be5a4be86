/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/**
 * The database does not answer: nothing was changed, and the same call may succeed later. Where it
 * was lost in the middle of a commit, the change is wholly there or wholly not.
 */
public final class DatabaseAway extends RegistryException {

  private static final long serialVersionUID = 1L;

  public DatabaseAway(Throwable cause) {
    super(ErrorCode.DATABASE_AWAY, "The registry's database does not answer; try again", cause);
  }
}
