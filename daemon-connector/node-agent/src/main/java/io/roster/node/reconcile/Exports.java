/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import io.roster.node.inventory.ReplicaPlace;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which replicas of this node others may not begin to fetch. For all threads. */
public final class Exports {

  private final Set<ReplicaPlace> draining = ConcurrentHashMap.newKeySet();
  private final Set<ReplicaPlace> withheld = ConcurrentHashMap.newKeySet();

  /** What others may do with a replica. */
  enum Access {
    /** Fetch it. */
    OPEN,
    /** Finish fetching it. */
    DRAINING,
    /** Know that it is here. */
    WITHHELD
  }

  Access of(ReplicaPlace place) {
    if (draining.contains(place)) {
      return Access.DRAINING;
    }
    return withheld.contains(place) ? Access.WITHHELD : Access.OPEN;
  }

  void drain(ReplicaPlace place) {
    draining.add(place);
  }

  /** It is gone, or stays after all. */
  void endDrain(ReplicaPlace place) {
    draining.remove(place);
  }

  void withhold(ReplicaPlace place) {
    withheld.add(place);
  }

  void open(ReplicaPlace place) {
    withheld.remove(place);
  }
}
