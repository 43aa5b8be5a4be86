/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerView;

/**
 * An active worker as the heartbeat path knows it.
 *
 * @param view its facts when it was read
 * @param checksum the checksum that the last reconcile agreed on; empty when there was none
 * @param draining whether an operator took it out of service
 * @param outdated whether its daemon has to register anew, since a backup was restored
 */
public record KnownWorker(WorkerView view, String checksum, boolean draining, boolean outdated) {

  public WorkerId id() {
    return view.worker();
  }

  public long stateVersion() {
    return view.stateVersion();
  }

  /** After a reconcile. */
  public KnownWorker agreedOn(long stateVersion, String stateChecksum) {
    WorkerView now =
        new WorkerView(
            view.worker(),
            view.daemonId(),
            view.nodeId(),
            view.nodeAddress(),
            view.grpcPort(),
            view.p2pPort(),
            view.poolTotalBytes(),
            view.poolAvailableBytes(),
            view.accepting(),
            view.capabilityFlags(),
            stateVersion,
            view.registeredAt(),
            view.lastHeartbeat(),
            view.state());
    return new KnownWorker(now, stateChecksum, draining, outdated);
  }

  public KnownWorker withDraining(boolean now) {
    return new KnownWorker(view, checksum, now, outdated);
  }
}
