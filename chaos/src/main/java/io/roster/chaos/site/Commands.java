/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands of the system that this machine may lack, or not allow. */
final class Commands {

  private static final int LIMIT_SECONDS = 60;

  private Commands() {}

  /** Returns whether it is there, and did what it was asked for. */
  static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs one whose end says nothing. */
  static void run(List<String> command) {
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException failed) {
      throw new SiteBroken("cannot run " + command.get(0), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SiteBroken("interrupted", interrupted);
    }
  }
}
