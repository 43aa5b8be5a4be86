/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Watches over the calls that wait for one coordinator. When one waits for long, it asks the
 * coordinator for its health: a call may take its time, but a coordinator that is paused or cut off
 * must not keep it for that long. Quick calls cost one entry in a map.
 */
final class Vigil {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Connection connection;
  private final Timers timers;
  private final Pulse pulse;
  private final Duration patience;
  private final Consumer<Connection> silent;

  // The oldest comes first.
  private final Map<Waiting, Long> waiting = new LinkedHashMap<>();
  private boolean awake;

  /** A call that waits. */
  interface Waiting {

    /** The coordinator does not answer: the call ends there, whatever became of it. */
    void abandon();
  }

  Vigil(
      Connection connection,
      Timers timers,
      Pulse pulse,
      Duration patience,
      Consumer<Connection> silent) {
    this.connection = connection;
    this.timers = timers;
    this.pulse = pulse;
    this.patience = patience;
    this.silent = silent;
  }

  void begin(Waiting call) {
    synchronized (this) {
      waiting.put(call, timers.nanoTime());
      if (awake) {
        return;
      }
      awake = true;
    }
    look(patience);
  }

  synchronized void end(Waiting call) {
    waiting.remove(call);
  }

  private void look(Duration later) {
    timers.after(later, this::look);
  }

  private void look() {
    Duration age;
    synchronized (this) {
      Iterator<Long> oldest = waiting.values().iterator();
      if (!oldest.hasNext()) {
        awake = false;
        return;
      }
      age = Duration.ofNanos(timers.nanoTime() - oldest.next());
    }
    Duration left = patience.minus(age);
    if (left.isNegative() || left.isZero()) {
      pulse.ask(connection, health -> heard(health, age));
    } else {
      look(left);
    }
  }

  /** Calls that wait by their nature, for minutes, are not asked for all the time. */
  private void heard(Pulse.Health health, Duration age) {
    if (health != Pulse.Health.SILENT) {
      Duration half = age.dividedBy(2);
      Duration pause = half.compareTo(patience) < 0 ? patience : half;
      look(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
      return;
    }
    List<Waiting> all;
    synchronized (this) {
      awake = false;
      all = new ArrayList<>(waiting.keySet());
      waiting.clear();
    }
    silent.accept(connection);
    all.forEach(Waiting::abandon);
  }
}
