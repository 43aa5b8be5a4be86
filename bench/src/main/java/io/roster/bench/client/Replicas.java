/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import io.roster.bench.load.Action;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import java.util.concurrent.atomic.AtomicLong;

/** Registers replicas: each of another artifact, each caller for a worker of its own. */
public final class Replicas {

  private static final long BYTES = 1 << 20;
  private static final int MAX_CONCURRENCY = 4;

  private final Channels channels;
  private final Workers workers;
  private final AtomicLong artifacts = new AtomicLong();

  public Replicas(Channels channels, Workers workers) {
    this.channels = channels;
    this.workers = workers;
  }

  public Action register() {
    return Rpc.of(
        channels,
        ClusterRuntimeServiceGrpc.getRegisterReplicaMethod(),
        this::registration,
        (caller, answer) -> Rpc.ok(answer.getStatus()));
  }

  private RegisterReplicaRequest registration(int caller) {
    Registered worker = workers.get(caller % workers.count());
    return RegisterReplicaRequest.newBuilder()
        .setArtifactId("cgid:bench-registered-" + artifacts.incrementAndGet())
        .setMemInfo(Inventory.memory(worker, BYTES))
        .setMaxConcurrency(MAX_CONCURRENCY)
        .setWorkerId(worker.workerId())
        .build();
  }
}
