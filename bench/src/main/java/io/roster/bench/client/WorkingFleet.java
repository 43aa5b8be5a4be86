/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.roster.bench.load.Stream;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Workers under work: they beat, reconcile and report chunks, each at its own interval. */
public final class WorkingFleet {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Channels channels;
  private final List<ReconcilingWorker> workers;
  private final LongAdder retries = new LongAdder();
  private final LongAdder chunkReports = new LongAdder();

  /**
   * @param workers registered ones, which have not reconciled yet
   * @param replicas how many each holds
   * @param changeEvery after how many of its reconciles a worker's inventory changes
   */
  public WorkingFleet(Channels channels, Workers workers, int replicas, int changeEvery) {
    this.channels = channels;
    this.workers =
        workers.all().stream()
            .map(each -> new ReconcilingWorker(channels, each, replicas, changeEvery, retries))
            .toList();
  }

  public Stream heartbeats(Duration interval) {
    Rpc<?, ?> heartbeat =
        rpc(
            ClusterRuntimeServiceGrpc.getWorkerHeartbeatMethod(),
            number -> workers.get(number).beat(),
            (number, answer) -> Rpc.ok(answer.getStatus()));
    return each(
        "WorkerHeartbeat", interval, (turn, completion) -> heartbeat.begin(of(turn), completion));
  }

  public Stream reconciles(Duration interval) {
    return each(
        "ReconcileWorkerState",
        interval,
        (turn, completion) -> workers.get(of(turn)).reconcile(completion));
  }

  public Stream chunkReports(Duration interval) {
    Rpc<?, ?> report =
        rpc(
            ClusterRuntimeServiceGrpc.getBatchUpdateChunkStatesMethod(),
            number -> {
              chunkReports.increment();
              return workers.get(number).chunks(chunkReports.sum());
            },
            (number, answer) -> Rpc.ok(answer.getStatus()));
    return each(
        "BatchUpdateChunkStates",
        interval,
        (turn, completion) -> report.begin(of(turn), completion));
  }

  /** How many reconciles were asked to come again later, since the beginning. */
  public long retries() {
    return retries.sum();
  }

  private int of(long turn) {
    return (int) (turn % workers.size());
  }

  private Stream each(String name, Duration interval, Stream.Arrival arrival) {
    return new Stream(name, workers.size() / (interval.toNanos() / 1e9), arrival);
  }

  private <Q extends MessageLite, A extends MessageLite> Rpc<Q, A> rpc(
      MethodDescriptor<Q, A> method, IntFunction<Q> request, Rpc.Judge<A> judge) {
    return Rpc.of(channels, method, request, judge).within(DEADLINE);
  }
}
