/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.globalstore.v1.ReconcileRequestKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A registered daemon, with the cursor from which it reports what it holds. */
public final class Worker {

  private final Daemon daemon;
  private String id = "";
  private long generation;
  private long acknowledged;
  private long version;

  private Worker(Daemon daemon) {
    this.daemon = daemon;
  }

  public static Worker register(Wire wire, Daemon daemon) {
    Worker worker = new Worker(daemon);
    worker.registerAgain(wire);
    return worker;
  }

  /** Begins a generation, as a daemon that restarted does. */
  public RegisterWorkerResponse registerAgain(Wire wire) {
    RegisterWorkerResponse answer = wire.register(daemon);
    id = answer.getWorkerId();
    generation = answer.getReconcileGeneration();
    acknowledged = 0;
    version = 1;
    return answer;
  }

  public Daemon daemon() {
    return daemon;
  }

  public String id() {
    return id;
  }

  public long generation() {
    return generation;
  }

  /** The number of the last report that was answered. */
  public long acknowledged() {
    return acknowledged;
  }

  /** The report that is due next, not sent yet. */
  public ReconcileWorkerStateRequest.Builder next(ReplicaInfo... inventory) {
    return next(List.of(inventory));
  }

  public ReconcileWorkerStateRequest.Builder next(Collection<ReplicaInfo> inventory) {
    return ReconcileWorkerStateRequest.newBuilder()
        .setWorkerId(id)
        .setDaemonId(daemon.id())
        .setGeneration(generation)
        .setRequestSeq(acknowledged + 1)
        .addAllInventory(inventory)
        .setRequestKind(ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT);
  }

  /** Reports a whole inventory, and goes on to the next number where a daemon would. */
  public ReconcileWorkerStateResponse report(Wire wire, ReplicaInfo... inventory) {
    return send(wire, next(inventory));
  }

  public ReconcileWorkerStateResponse report(Wire wire, Replica... inventory) {
    return send(wire, next(Arrays.stream(inventory).map(Replica::entry).toList()));
  }

  public ReconcileWorkerStateResponse send(Wire wire, ReconcileWorkerStateRequest.Builder report) {
    ReconcileWorkerStateResponse answer = wire.runtime().reconcileWorkerState(report.build());
    acknowledge(report.getRequestSeq(), answer);
    return answer;
  }

  /** Takes an answer in as daemons do: an applied or stale number is done with, others are not. */
  public void acknowledge(long number, ReconcileWorkerStateResponse answer) {
    switch (answer.getResultKind()) {
      case RECONCILE_RESULT_KIND_APPLIED,
          RECONCILE_RESULT_KIND_NOOP,
          RECONCILE_RESULT_KIND_IGNORED_STALE -> {
        acknowledged = Math.max(acknowledged, number);
        version = Math.max(version, answer.getNewStateVersion());
      }
      default -> {
        // It is sent again, or another registration comes first.
      }
    }
  }

  /**
   * A sign of life, after which it tells what it holds when it is asked to. It does not say how its
   * inventory looks, so the registry does not notice by itself when that changes.
   */
  public void live(Wire wire, Replica... inventory) {
    if (wire.runtime().workerHeartbeat(beat(version, "").build()).getStateSyncRequired()) {
      report(wire, inventory);
    }
  }

  /** A sign of life that says which state the worker believes to share with the registry. */
  public WorkerHeartbeatRequest.Builder beat(long version, String checksum) {
    return Wire.beatOf(id)
        .setDaemonId(daemon.id())
        .setStateVersion(version)
        .setStateChecksum(checksum);
  }
}
