/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The coordinators that a node may use, one at a time, each connected when its turn comes. */
final class Coordinators implements AutoCloseable {

  private final List<Supplier<Coordinator>> candidates;
  private int turn;
  private @Nullable Coordinator current;

  Coordinators(List<Supplier<Coordinator>> candidates) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("A node needs at least one coordinator");
    }
    this.candidates = new ArrayList<>(candidates);
  }

  int count() {
    return candidates.size();
  }

  /** The one whose turn it is. */
  Coordinator current() {
    Coordinator connected = current;
    if (connected == null) {
      connected = candidates.get(turn).get();
      current = connected;
    }
    return connected;
  }

  /** Gives the turn to the next; a single one is connected anew. */
  void rotate() {
    close();
    turn = (turn + 1) % candidates.size();
  }

  @Override
  public void close() {
    Coordinator connected = current;
    current = null;
    if (connected != null) {
      connected.close();
    }
  }
}
