/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.stage;

import java.util.List;

/** One measurement, or a few that need the same preparation. */
public interface Scenario {

  String name();

  /** What it measures and what that is held against, in a line. */
  String summary();

  /** How long it measures unless told otherwise. */
  default long usualSeconds() {
    return 20;
  }

  /** The numbers that it can be given beside those that every scenario knows. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Measures; what it begins on the stage is ended for it. */
  void run(Stage stage);
}
