/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.util.List;

/** Why a start was refused or failed, in sentences for the person at the terminal. */
public final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CannotStart(String sentence) {
    super(sentence);
  }

  public CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** Several independent problems, all told at once. */
  public static CannotStart because(String headline, List<String> problems) {
    return new CannotStart(headline + "\n  - " + String.join("\n  - ", problems));
  }

  /** What is printed. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
