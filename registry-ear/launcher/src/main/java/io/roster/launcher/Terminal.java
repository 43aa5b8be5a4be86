/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.io.PrintStream;

/** What a person reads: progress on standard output, problems on standard error. */
public final class Terminal {

  private final PrintStream out;
  private final PrintStream err;

  public Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The terminal that the process was started from. */
  public static Terminal standard() {
    return new Terminal(System.out, System.err);
  }

  /** Says how far things are. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Says what went wrong. */
  public void complain(String sentence) {
    err.println("roster: " + sentence);
    err.flush();
  }
}
