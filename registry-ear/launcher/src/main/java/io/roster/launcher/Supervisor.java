/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Starts one thing again whenever it ends, until everything is stopped. */
final class Supervisor implements Runnable {

  /** Waits; tests do not. */
  interface Pause {
    void take(Duration length) throws InterruptedException;
  }

  private final Restartable charge;
  private final String meanwhile;
  private final Lifetime lifetime;
  private final Terminal terminal;
  private final Pause pause;
  private final Backoff backoff = new Backoff();

  /**
   * @param meanwhile what is said of the rest when it ends, or nothing
   */
  Supervisor(
      Restartable charge, String meanwhile, Lifetime lifetime, Terminal terminal, Pause pause) {
    this.charge = charge;
    this.meanwhile = meanwhile;
    this.lifetime = lifetime;
    this.terminal = terminal;
    this.pause = pause;
  }

  /** Supervises from a thread of its own. */
  static void over(Restartable charge, String meanwhile, Lifetime lifetime, Terminal terminal) {
    Supervisor supervisor =
        new Supervisor(
            charge,
            meanwhile,
            lifetime,
            terminal,
            length -> TimeUnit.MILLISECONDS.sleep(length.toMillis()));
    Thread thread = new Thread(supervisor, "supervisor of " + charge.name());
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      long since = System.nanoTime();
      String end = "has ended (" + charge.awaitEnd() + ")";
      while (!lifetime.isClosing()) {
        Duration length = backoff.after(Duration.ofNanos(System.nanoTime() - since));
        tell(end, length);
        pause.take(length);
        since = System.nanoTime();
        end = oneMoreLife();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String end, Duration length) {
    terminal.complain(
        charge.name()
            + " "
            + end
            + ";"
            + (meanwhile.isEmpty() ? "" : " " + meanwhile + ", and")
            + " it is started again in "
            + length.toSeconds()
            + " s.");
  }

  /** Returns how it ended. */
  private String oneMoreLife() throws InterruptedException {
    try {
      long process = charge.startAgain();
      terminal.say("Registry        " + charge.name() + " is back, as process " + process);
      return "has ended (" + charge.awaitEnd() + ")";
    } catch (RuntimeException e) {
      // Whatever went wrong: the next try may succeed, and nobody else tries.
      return "did not come back (" + firstLine(e) + ")";
    }
  }

  private static String firstLine(RuntimeException problem) {
    return String.valueOf(problem.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("[.:]$", "");
  }
}
