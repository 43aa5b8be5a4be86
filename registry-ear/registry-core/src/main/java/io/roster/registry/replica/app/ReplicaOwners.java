/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.WorkerDirectory;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Who acts when a worker says something of its replicas: its daemon. */
@ApplicationScoped
public class ReplicaOwners {

  private WorkerDirectory workers;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ReplicaOwners() {}

  @Inject
  public ReplicaOwners(WorkerDirectory workers) {
    this.workers = workers;
  }

  /** The daemon; a worker that is not registered stands for itself. */
  public Actor of(WorkerId worker) {
    return Actor.daemon(
        workers.find(worker).map(known -> known.view().daemonId()).orElse(worker.value()));
  }
}
