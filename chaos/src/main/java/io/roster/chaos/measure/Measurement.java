/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

/** Something that is measured while a site is broken. */
interface Measurement {

  String name();

  /** Breaks the site on the stage, reports what was seen, and may leave it broken. */
  void run(Stage stage);
}
