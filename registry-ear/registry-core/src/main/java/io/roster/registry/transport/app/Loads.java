/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.replica.app.ReplicaDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How busy replicas are, with what the running transaction has changed and memory does not show.
 */
final class Loads {

  private final ReplicaDirectory memory;
  private final Map<UUID, ReplicaLoad> changed = new HashMap<>();

  Loads(ReplicaDirectory memory) {
    this.memory = memory;
  }

  ReplicaLoad of(UUID replica) {
    ReplicaLoad load = changed.get(replica);
    return load == null ? memory.load(replica) : load;
  }

  void put(UUID replica, ReplicaLoad load) {
    changed.put(replica, load);
  }
}
