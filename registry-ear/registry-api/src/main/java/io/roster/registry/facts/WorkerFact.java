/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.cluster.Quarantine;
import io.roster.registry.cluster.WorkerId;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker.
 *
 * @param goneAt when it left, if it did
 * @param replicas how many it holds
 * @param generation how often its daemon registered
 * @param requestSeq the number of its last reconcile in this generation
 * @param stateVersion the version that is expected of its daemon
 * @param acknowledgedVersion the version that its daemon named last; 0 when it has not been heard
 * @param lastReconcile how its last reconcile ended; empty when there was none
 * @param quarantine why its daemon is kept out now, if it is
 */
public record WorkerFact(
    WorkerId worker,
    String daemonId,
    String nodeId,
    String nodeAddress,
    int grpcPort,
    int p2pPort,
    WorkerCondition condition,
    boolean accepting,
    boolean draining,
    Instant lastHeartbeat,
    Instant registeredAt,
    Optional<Instant> goneAt,
    long poolTotalBytes,
    long poolAvailableBytes,
    long capabilityFlags,
    long replicas,
    long generation,
    long requestSeq,
    long stateVersion,
    long acknowledgedVersion,
    Sync sync,
    String lastReconcile,
    Optional<Quarantine> quarantine) {

  /** The same worker, whose daemon is kept out. */
  public WorkerFact keptOut(Quarantine why) {
    return new WorkerFact(
        worker,
        daemonId,
        nodeId,
        nodeAddress,
        grpcPort,
        p2pPort,
        condition,
        accepting,
        draining,
        lastHeartbeat,
        registeredAt,
        goneAt,
        poolTotalBytes,
        poolAvailableBytes,
        capabilityFlags,
        replicas,
        generation,
        requestSeq,
        stateVersion,
        acknowledgedVersion,
        sync,
        lastReconcile,
        Optional.of(why));
  }
}
