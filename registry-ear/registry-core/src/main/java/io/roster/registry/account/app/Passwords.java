/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.app;

import io.roster.registry.platform.InvalidRequest;

/** What a password must be like. */
final class Passwords {

  static final int LONGEST = 256;
  private static final int SHORTEST = 12;

  private Passwords() {}

  static void require(String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw new InvalidRequest(
          "password", "must have " + SHORTEST + " to " + LONGEST + " characters");
    }
  }
}
