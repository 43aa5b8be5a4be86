/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import io.roster.bench.load.Action;
import io.roster.bench.load.Answer;
import io.roster.bench.load.Batch;
import io.roster.bench.load.OpenLoop;
import io.roster.bench.load.Stream;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Workers of this generator: registered, and kept alive by their heartbeats. */
public final class Workers {

  /** What the registry asks daemons for unless it is configured otherwise. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  /** The checksum of an inventory without replicas. */
  private static final String HOLDS_NOTHING = "cbf29ce484222325";

  private static final int REGISTERING_AT_A_TIME = 64;
  private static final long POOL_BYTES = 1L << 34;
  private static final Duration BEAT_DEADLINE = Duration.ofSeconds(10);

  private final Channels channels;
  private final AtomicReferenceArray<@Nullable Registered> registered;

  public Workers(Channels channels, int count) {
    this(channels, new AtomicReferenceArray<>(count));
  }

  private Workers(Channels channels, AtomicReferenceArray<@Nullable Registered> registered) {
    this.channels = channels;
    this.registered = registered;
  }

  /** The same workers over other connections. */
  public Workers over(Channels others) {
    return new Workers(others, registered);
  }

  public int count() {
    return registered.length();
  }

  /**
   * Registers all of them.
   *
   * @return how long it took
   */
  public Duration register() {
    return registerFrom(0);
  }

  /** Registers all but the first few, once more if they were registered before. */
  public Duration registerFrom(int first) {
    Action registration =
        Rpc.of(
            channels,
            ClusterRuntimeServiceGrpc.getRegisterWorkerMethod(),
            Workers::registration,
            this::note);
    return Batch.each(
        "RegisterWorker",
        (item, completion) -> registration.begin(first + item, completion),
        count() - first,
        REGISTERING_AT_A_TIME);
  }

  private static RegisterWorkerRequest registration(int number) {
    return RegisterWorkerRequest.newBuilder()
        .setDaemonId(Registered.daemonId(number))
        .setNodeId(Registered.nodeId(number))
        .setNodeAddress(Registered.address(number))
        .setGrpcPort(Registered.GRPC_PORT)
        .setP2PPort(Registered.P2P_PORT)
        .setMemPoolTotalSize(POOL_BYTES)
        .setMemPoolAvailableSize(POOL_BYTES / 2)
        .build();
  }

  private Answer note(int number, RegisterWorkerResponse answer) {
    registered.set(
        number,
        new Registered(
            number,
            answer.getWorkerId(),
            Math.max(1, answer.getReconcileGeneration()),
            answer.getExpectedStateVersion()));
    return Rpc.ok(answer.getStatus());
  }

  public boolean isRegistered(int number) {
    return registered.get(number) != null;
  }

  /** One of them, once it is registered. */
  public Registered get(int number) {
    Registered worker = registered.get(number);
    if (worker == null) {
      throw new IllegalStateException("worker " + number + " is not registered yet");
    }
    return worker;
  }

  /** All of them, once they are registered. */
  public List<Registered> all() {
    return IntStream.range(0, count()).mapToObj(this::get).toList();
  }

  /** A heartbeat of one of them. */
  public Action heartbeat() {
    return Rpc.of(
        channels,
        ClusterRuntimeServiceGrpc.getWorkerHeartbeatMethod(),
        caller -> beat(get(caller % count())),
        (caller, answer) -> Rpc.ok(answer.getStatus()));
  }

  private static WorkerHeartbeatRequest beat(Registered worker) {
    return WorkerHeartbeatRequest.newBuilder()
        .setWorkerId(worker.workerId())
        .setDaemonId(worker.daemonId())
        .setAcceptingNewRequests(true)
        .setStateVersion(worker.stateVersion())
        .setStateChecksum(HOLDS_NOTHING)
        .setMemPoolAvailableSize(POOL_BYTES / 2)
        .build();
  }

  /** Each of them once an interval, evenly spread; those that are not registered yet are silent. */
  public Stream heartbeats(Duration interval) {
    Action heartbeat =
        Rpc.of(
                channels,
                ClusterRuntimeServiceGrpc.getWorkerHeartbeatMethod(),
                (int number) -> beat(get(number)),
                (number, answer) -> Rpc.ok(answer.getStatus()))
            .within(BEAT_DEADLINE);
    return new Stream(
        "WorkerHeartbeat",
        count() / (interval.toNanos() / 1e9),
        (turn, completion) -> {
          int number = (int) (turn % count());
          if (registered.get(number) != null) {
            heartbeat.begin(number, completion);
          }
        });
  }

  /** Keeps them alive in the background. */
  public OpenLoop pulse() {
    return OpenLoop.started(List.of(heartbeats(INTERVAL)));
  }
}
