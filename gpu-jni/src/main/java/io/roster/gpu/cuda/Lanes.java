/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The lanes of one card. Each copy has one for itself; they are made when they are needed and a few
 * are kept. Their number has no bound of its own, for two copies between cards that waited for each
 * other's lanes would wait forever.
 */
final class Lanes implements AutoCloseable {

  private static final int KEPT = 8;

  private final Card card;
  private final Deque<Lane> idle = new ArrayDeque<>();
  private boolean closed;

  Lanes(Card card) {
    this.card = card;
  }

  /** Does something on the card, with a lane that nobody else has meanwhile. */
  void use(Use use) throws IOException {
    card.attempt(
        () -> {
          Lane lane = borrow();
          boolean intact = false;
          try {
            use.with(lane);
            intact = true;
          } finally {
            giveBack(lane, intact);
          }
        });
  }

  private Lane borrow() {
    synchronized (idle) {
      Lane lane = idle.poll();
      return lane == null ? new Lane(card.checksumKernel()) : lane;
    }
  }

  private void giveBack(Lane lane, boolean intact) {
    lane.settle();
    synchronized (idle) {
      if (intact && !closed && idle.size() < KEPT) {
        idle.push(lane);
        return;
      }
    }
    lane.free();
  }

  /** Frees the idle lanes; the others are freed when they are given back. */
  @Override
  public void close() {
    card.run(
        () -> {
          synchronized (idle) {
            closed = true;
            idle.forEach(Lane::free);
            idle.clear();
          }
        });
  }

  /** What is done with a lane. */
  @FunctionalInterface
  interface Use {
    void with(Lane lane) throws IOException;
  }
}
