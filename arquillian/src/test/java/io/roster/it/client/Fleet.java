/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Workers that stay alive while a test does something else: they beat in the background, over
 * whichever of their connections answers.
 */
public final class Fleet implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(400);

  /** Short, or a coordinator that hangs would keep the workers from beating at the other one. */
  private static final long PATIENCE_MILLIS = 1_000;

  private final List<Wire> wires;

  /** What each worker says of itself: whether it takes requests. */
  private final Map<Worker, Boolean> beating = new ConcurrentHashMap<>();

  private final Pulse pulse;
  private int preferred;

  public Fleet(Wire... wires) {
    this.wires = List.of(wires);
    this.pulse = new Pulse(INTERVAL, this::beatAll);
  }

  /** A new daemon, registered and beating. */
  public Worker join() {
    return join(Worker.register(wires.get(0), Daemon.fresh()));
  }

  /** A worker that is registered already. */
  public Worker join(Worker worker) {
    beating.put(worker, true);
    return worker;
  }

  /**
   * It is heard no more, not even by a beat that was on its way; it does not say that it leaves.
   */
  public synchronized void silence(Worker worker) {
    beating.remove(worker);
  }

  /** It says so with this beat, and goes on saying so. */
  public synchronized void accepts(Worker worker, boolean accepting) {
    beating.put(worker, accepting);
    assertThat(beat(worker, accepting)).isTrue();
  }

  private void beatAll() {
    beating.keySet().forEach(this::beatInTurn);
  }

  private synchronized void beatInTurn(Worker worker) {
    Boolean accepting = beating.get(worker);
    if (accepting != null && !beat(worker, accepting)) {
      preferred = (preferred + 1) % wires.size();
    }
  }

  private boolean beat(Worker worker, boolean accepting) {
    try {
      wires
          .get(preferred)
          .runtime()
          .withDeadlineAfter(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          .workerHeartbeat(Wire.beatOf(worker.id()).setAcceptingNewRequests(accepting).build());
      return true;
    } catch (StatusRuntimeException unheard) {
      return false;
    }
  }

  @Override
  public void close() {
    pulse.close();
  }
}
