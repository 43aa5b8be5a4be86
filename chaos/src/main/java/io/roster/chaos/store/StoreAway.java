/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.store;

/** The database does not answer. */
public final class StoreAway extends RuntimeException {

  private static final long serialVersionUID = 1;

  StoreAway(Throwable cause) {
    super("the database does not answer", cause);
  }
}
