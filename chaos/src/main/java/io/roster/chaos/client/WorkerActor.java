/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.roster.chaos.client.Session.Intent;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.common.v1.ReplicaRef;
import io.roster.wire.common.v1.ReplicaStats;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ReconcileRequestKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import java.util.Map;
import java.util.Random;

/** One of two that speak for the same daemon: registers, reconciles, and says things twice. */
final class WorkerActor implements Actor {

  private static final int FIRST_SEED_NUMBER = 200;

  private final Session session;
  private final Shared record;
  private final Fleet fleet;
  private final Random random;

  /** What the two know about their daemon. */
  static final class Shared {
    private final Subject subject;
    private final int base;
    private int number = -1;
    private String worker = "";
    private long generation;
    private long sequence;

    /**
     * @param base of the numbers of its daemons
     */
    Shared(Subject subject, int base) {
      this.subject = subject;
      this.base = base;
    }

    private synchronized Daemon daemon() {
      if (number != subject.number()) {
        number = subject.number();
        worker = "";
        generation = 0;
        sequence = 0;
      }
      return new Daemon(subject.name(), base + FIRST_SEED_NUMBER + number % 40);
    }

    private synchronized void registered(String id, long newGeneration) {
      worker = id;
      if (newGeneration > generation) {
        generation = newGeneration;
        sequence = 0;
      }
    }

    private synchronized void reconciled(long ofGeneration, long upTo) {
      if (ofGeneration == generation) {
        sequence = Math.max(sequence, upTo);
      }
    }

    private synchronized Cursor cursor() {
      return new Cursor(worker, generation, sequence);
    }
  }

  private record Cursor(String worker, long generation, long sequence) {}

  WorkerActor(Session session, Shared record, Fleet fleet, Random random) {
    this.session = session;
    this.record = record;
    this.fleet = fleet;
    this.random = random;
  }

  @Override
  public void step() {
    Daemon daemon = record.daemon();
    Cursor cursor = record.cursor();
    int dice = random.nextInt(100);
    if (cursor.worker.isEmpty() || dice < 8) {
      register(daemon);
    } else if (dice < 12) {
      unregister(daemon, cursor);
    } else {
      reconcile(daemon, cursor, dice < 75 ? 1 : dice < 92 ? 0 : -1);
    }
  }

  private void register(Daemon daemon) {
    session
        .call(
            Intent.change("worker/" + daemon.id(), "register", Map.of(), record.subject),
            ClusterRuntimeServiceGrpc.getRegisterWorkerMethod(),
            daemon.registration(),
            WorkerActor::registered)
        .ifPresent(
            told -> {
              String worker = told.getOrDefault("worker", "");
              record.registered(worker, Long.parseLong(told.getOrDefault("generation", "0")));
              fleet.keepAlive(new Member(daemon, worker));
            });
  }

  private static Map<String, String> registered(RegisterWorkerResponse answer) {
    return Map.of(
        "worker", answer.getWorkerId(),
        "generation", Long.toString(answer.getReconcileGeneration()),
        "version", Long.toString(answer.getExpectedStateVersion()));
  }

  private void unregister(Daemon daemon, Cursor cursor) {
    var unused =
        session.call(
            Intent.change("worker/" + daemon.id(), "unregister", Map.of(), record.subject),
            ClusterRuntimeServiceGrpc.getUnregisterWorkerMethod(),
            UnregisterWorkerRequest.newBuilder()
                .setWorkerId(cursor.worker)
                .setIsGracefulShutdown(true)
                .build(),
            answer -> Map.of("found", String.valueOf(answer.getStatus() == Status.STATUS_OK)));
  }

  /**
   * @param step 1 says something new, 0 the same again, -1 something that is over
   */
  private void reconcile(Daemon daemon, Cursor cursor, int step) {
    long sequence = Math.max(1, cursor.sequence + step);
    session
        .call(
            Intent.change(
                "worker/" + daemon.id(),
                "reconcile",
                Map.of(
                    "generation", Long.toString(cursor.generation),
                    "sequence", Long.toString(sequence)),
                record.subject),
            ClusterRuntimeServiceGrpc.getReconcileWorkerStateMethod(),
            report(daemon, cursor, sequence),
            WorkerActor::reconciled,
            Map.of("result", "GONE"))
        .filter(told -> !told.getOrDefault("result", "").equals("RETRY_LATER"))
        .ifPresent(told -> record.reconciled(cursor.generation, sequence));
  }

  private ReconcileWorkerStateRequest report(Daemon daemon, Cursor cursor, long sequence) {
    return ReconcileWorkerStateRequest.newBuilder()
        .setWorkerId(cursor.worker)
        .setDaemonId(daemon.id())
        .setGeneration(cursor.generation)
        .setRequestSeq(sequence)
        .setRequestKind(ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT)
        .addInventory(
            ReplicaInfo.newBuilder()
                .setRef(
                    ReplicaRef.newBuilder()
                        .setArtifactId("cgid:" + daemon.id() + "-" + random.nextInt(3)))
                .setMemoryInfo(daemon.memory())
                .setStats(ReplicaStats.newBuilder().setMaxConcurrency(4).setIsAvailable(true)))
        .build();
  }

  private static Map<String, String> reconciled(ReconcileWorkerStateResponse answer) {
    String kind = answer.getResultKind().name().replace("RECONCILE_RESULT_KIND_", "");
    String result =
        switch (kind) {
          case "IGNORED_STALE" -> "STALE";
          case "REBASE_REQUIRED" -> "REBASE";
          default -> kind;
        };
    return Map.of("result", result, "version", Long.toString(answer.getNewStateVersion()));
  }

  @Override
  public void close() {
    session.close();
  }
}
