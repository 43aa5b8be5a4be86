/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.catalog;

/** A key that names another artifact already. */
public final class KeyTaken extends Exception {

  private static final long serialVersionUID = 1L;

  KeyTaken(String key, String reason) {
    super(
        "The key "
            + key
            + " names another artifact ("
            + reason
            + "); choose another key, or revoke this one first");
  }
}
