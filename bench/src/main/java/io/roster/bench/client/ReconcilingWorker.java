/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import io.roster.bench.load.Answer;
import io.roster.bench.load.Completion;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesRequest;
import io.roster.wire.globalstore.v1.ChunkState;
import io.roster.wire.globalstore.v1.ChunkStateUpdate;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ReconcileRequestKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A worker that beats, reconciles and reports its chunks as its daemon does. It has one reconcile
 * under way at a time; what comes due meanwhile waits behind it, and its waiting counts.
 */
final class ReconcilingWorker {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int WAITING_AT_MOST = 64;
  private static final long POOL_BYTES = 1L << 33;
  private static final long SHORTEST_RETRY_MILLIS = 100;

  private static final Unary<ReconcileWorkerStateRequest, ReconcileWorkerStateResponse> RECONCILE =
      new Unary<>(ClusterRuntimeServiceGrpc.getReconcileWorkerStateMethod(), DEADLINE);

  private final Channels channels;
  private final Registered worker;
  private final Inventory inventory;
  private final ReconcileCursor cursor;
  private final int changeEvery;
  private final LongAdder retries;
  private final Queue<Completion> waiting = new ArrayDeque<>();
  private boolean underWay;
  private long asked;
  private long stateVersion;
  private String stateChecksum = "";

  /**
   * @param changeEvery after how many reconciles the inventory changes
   * @param retries counts the answers that asked to come again
   */
  ReconcilingWorker(
      Channels channels, Registered worker, int replicas, int changeEvery, LongAdder retries) {
    this.channels = channels;
    this.worker = worker;
    this.inventory = new Inventory(worker, replicas);
    this.cursor = new ReconcileCursor(worker.generation());
    this.stateVersion = worker.stateVersion();
    this.changeEvery = changeEvery;
    this.retries = retries;
  }

  synchronized WorkerHeartbeatRequest beat() {
    return WorkerHeartbeatRequest.newBuilder()
        .setWorkerId(worker.workerId())
        .setDaemonId(worker.daemonId())
        .setAcceptingNewRequests(true)
        .setStateVersion(stateVersion)
        .setStateChecksum(stateChecksum)
        .addAllRegisteredArtifactIds(inventory.artifacts())
        .setMemPoolAvailableSize(POOL_BYTES)
        .build();
  }

  /** One chunk of each artifact that it holds becomes hot. */
  synchronized BatchUpdateChunkStatesRequest chunks(long number) {
    BatchUpdateChunkStatesRequest.Builder request =
        BatchUpdateChunkStatesRequest.newBuilder()
            .setWorkerId(worker.workerId())
            .setNodeId(worker.nodeId());
    for (String artifact : inventory.artifacts()) {
      request.addUpdates(
          ChunkStateUpdate.newBuilder()
              .setArtifactId(artifact)
              .setChunkIdx((int) (number % 16))
              .setState(ChunkState.CHUNK_STATE_HOT)
              .setDeviceUuid("GPU-bench-" + worker.number()));
    }
    return request.build();
  }

  /** A reconcile is due. */
  void reconcile(Completion completion) {
    synchronized (this) {
      if (underWay && waiting.size() >= WAITING_AT_MOST) {
        completion.ended(Answer.failed("too many reconciles of one worker wait"));
        return;
      }
      if (underWay) {
        waiting.add(completion);
        return;
      }
      underWay = true;
    }
    ask(completion);
  }

  private void ask(Completion completion) {
    send(nextRequest(), completion);
  }

  private synchronized ReconcileWorkerStateRequest nextRequest() {
    asked++;
    if (asked % changeEvery == 0) {
      inventory.change();
    }
    return ReconcileWorkerStateRequest.newBuilder()
        .setWorkerId(worker.workerId())
        .setDaemonId(worker.daemonId())
        .setGeneration(cursor.generation())
        .setRequestSeq(cursor.nextSeq())
        .setRequestKind(ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT)
        .addAllInventory(inventory.snapshot(Instant.now().getEpochSecond()))
        .build();
  }

  private void send(ReconcileWorkerStateRequest request, Completion completion) {
    RECONCILE.call(
        channels.of(worker.number()),
        request,
        answer -> answered(request, answer, completion),
        refusal -> done(completion, refusal));
  }

  private void answered(
      ReconcileWorkerStateRequest request,
      ReconcileWorkerStateResponse answer,
      Completion completion) {
    switch (take(answer)) {
      case GO_ON -> done(completion, Answer.SERVED);
      case COME_AGAIN -> {
        retries.increment();
        CompletableFuture.delayedExecutor(
                Math.max(SHORTEST_RETRY_MILLIS, answer.getRetryAfterMs()),
                TimeUnit.MILLISECONDS,
                Runnable::run)
            .execute(() -> send(request, completion));
      }
      case GO_ON_REFUSED, STAY ->
          done(completion, Answer.failed("ReconcileWorkerState: " + answer.getResultKind()));
    }
  }

  private synchronized ReconcileCursor.Next take(ReconcileWorkerStateResponse answer) {
    ReconcileCursor.Next next = cursor.answered(answer.getResultKind());
    if (next == ReconcileCursor.Next.GO_ON || next == ReconcileCursor.Next.GO_ON_REFUSED) {
      stateVersion = Math.max(1, answer.getNewStateVersion());
      stateChecksum = answer.getNewStateChecksum();
    }
    return next;
  }

  private void done(Completion completion, Answer answer) {
    completion.ended(answer);
    Completion next;
    synchronized (this) {
      next = waiting.poll();
      underWay = next != null;
    }
    if (next != null) {
      ask(next);
    }
  }
}
