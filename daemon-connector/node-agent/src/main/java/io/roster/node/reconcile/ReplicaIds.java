/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import io.roster.node.inventory.ReplicaPlace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the registry calls this node's replicas, as far as it has said so. For all threads. */
public final class ReplicaIds {

  private final Map<ReplicaPlace, String> ids = new ConcurrentHashMap<>();

  public void learn(ReplicaPlace place, String replicaId) {
    ids.put(place, replicaId);
  }

  Optional<String> find(ReplicaPlace place) {
    return Optional.ofNullable(ids.get(place));
  }

  void forget(ReplicaPlace place) {
    ids.remove(place);
  }

  void retain(Set<ReplicaPlace> held) {
    ids.keySet().retainAll(held);
  }
}
