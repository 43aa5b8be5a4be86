/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import java.util.List;

/** A configuration that must not start; every problem is listed at once. */
public final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public InvalidSettings(List<String> problems) {
    super("The configuration is not usable: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each problem. */
  public List<String> problems() {
    return problems;
  }
}
