/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerView;
import java.util.Set;

/**
 * An active worker as the heartbeat path knows it.
 *
 * @param view its facts when it was read
 * @param checksum the checksum of its inventory as the registry has it
 * @param artifacts the artifacts that it has a replica of, available or not
 */
public record KnownWorker(WorkerView view, String checksum, Set<String> artifacts) {

  public KnownWorker {
    artifacts = Set.copyOf(artifacts);
  }

  public WorkerId id() {
    return view.worker();
  }

  public long stateVersion() {
    return view.stateVersion();
  }
}
