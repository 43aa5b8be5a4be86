/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

/**
 * What a look at the fleet found.
 *
 * @param remedy what to do about it; empty when there is nothing to do
 */
record Finding(Weight weight, String what, String remedy) {

  /** How much it matters; the gravest last. */
  enum Weight {
    FINE,
    LOOK,
    WRONG
  }

  static Finding fine(String what) {
    return new Finding(Weight.FINE, what, "");
  }

  static Finding look(String what, String remedy) {
    return new Finding(Weight.LOOK, what, remedy);
  }

  static Finding wrong(String what, String remedy) {
    return new Finding(Weight.WRONG, what, remedy);
  }
}
