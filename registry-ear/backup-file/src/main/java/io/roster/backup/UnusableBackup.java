/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.backup;

/**
 * A file that cannot be restored. The message is the end of a sentence that begins with its name.
 */
public final class UnusableBackup extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableBackup(String problem) {
    super(problem);
  }

  UnusableBackup(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** What is wrong with it, and what to do: "is cut: …". */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
