/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The coordinators of one registry, each connected when its turn comes first. All users talk to the
 * same one, and whoever fails there gives the turn to the next for all. The first is home. For all
 * threads.
 */
public final class Rotation<C extends Rotation.Member> implements AutoCloseable {

  /** One coordinator. */
  public interface Member extends AutoCloseable {

    /** The next call connects anew; those under way go on. */
    void reconnect();

    @Override
    void close();
  }

  private final List<Supplier<? extends C>> candidates;
  private final List<@Nullable C> connected;
  private int turn;

  public Rotation(List<? extends Supplier<? extends C>> candidates) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("There must be at least one coordinator");
    }
    this.candidates = List.copyOf(candidates);
    this.connected = new ArrayList<>(Collections.nCopies(candidates.size(), null));
  }

  public int count() {
    return candidates.size();
  }

  /** The one whose turn it is. */
  public synchronized C current() {
    return at(turn);
  }

  /** The one after another, which need not be the one whose turn it is. */
  public synchronized C following(C one) {
    int place = Math.max(0, connected.indexOf(one));
    return at((place + 1) % candidates.size());
  }

  /** Gives the turn to the next, unless somebody did already; a single one is connected anew. */
  public synchronized void moveOn(C failed) {
    failed.reconnect();
    if (failed == connected.get(turn)) {
      turn = (turn + 1) % candidates.size();
    }
  }

  public synchronized boolean atHome() {
    return turn == 0;
  }

  public synchronized C home() {
    return at(0);
  }

  public synchronized void comeHome() {
    turn = 0;
  }

  private C at(int place) {
    C present = connected.get(place);
    if (present == null) {
      present = candidates.get(place).get();
      connected.set(place, present);
    }
    return present;
  }

  @Override
  public synchronized void close() {
    for (int place = 0; place < connected.size(); place++) {
      C present = connected.set(place, null);
      if (present != null) {
        present.close();
      }
    }
  }
}
