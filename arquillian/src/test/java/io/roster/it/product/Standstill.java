/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Processes that neither run nor end, as on a machine that hangs, until this is closed. */
public final class Standstill implements AutoCloseable {

  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(10);

  private final List<ProcessHandle> processes;

  private Standstill(List<ProcessHandle> processes) {
    this.processes = List.copyOf(processes);
  }

  public static Standstill of(List<ProcessHandle> processes) {
    Standstill standstill = new Standstill(processes);
    standstill.signal("STOP");
    return standstill;
  }

  private void signal(String signal) {
    for (ProcessHandle each : processes) {
      Command.Answer answer =
          Command.run(
              SIGNAL_LIMIT, Map.of(), List.of("sh", "-c", "kill -" + signal + " " + each.pid()));
      if (answer.status() != 0 && each.isAlive()) {
        throw new IllegalStateException(answer.output());
      }
    }
  }

  /** They go on where they were. */
  @Override
  public void close() {
    signal("CONT");
  }
}
