/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import io.roster.node.inventory.ReplicaPlace;
import java.util.HashSet;
import java.util.Set;

/** Believes that a replica is not wanted when two snapshots in a row say so. For one thread. */
final class TwiceMissed {

  private final Set<ReplicaPlace> once = new HashSet<>();

  /** Takes in what a snapshot named; what it and the one before it both named. */
  Set<ReplicaPlace> named(Set<ReplicaPlace> places) {
    Set<ReplicaPlace> twice = new HashSet<>(places);
    twice.retainAll(once);
    once.clear();
    once.addAll(places);
    once.removeAll(twice);
    return twice;
  }

  void forget() {
    once.clear();
  }
}
