/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import io.roster.chaos.history.Clock;
import io.roster.chaos.history.History;
import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Many daemons that beat, and some that stop. */
final class Fleet implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMillis(2_500);
  private static final long VERSION_IS_UNKNOWN = 1;

  private final History history;
  private final List<Way> ways;
  private final Duration interval;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
  private final Map<String, ScheduledFuture<?>> beating = new ConcurrentHashMap<>();
  private final Map<String, ListenableFuture<?>> underWay = new ConcurrentHashMap<>();
  private final Set<String> watched = ConcurrentHashMap.newKeySet();

  Fleet(History history, List<Way> ways, Duration interval) {
    this.history = history;
    this.ways = List.copyOf(ways);
    this.interval = interval;
  }

  /** It beats from now on, and nothing of it is written down. */
  void keepAlive(Member member) {
    beating.computeIfAbsent(member.worker(), unused -> schedule(member));
  }

  /** It beats from now on, and must not expire until it dies. */
  void join(Member member) {
    watched.add(member.worker());
    keepAlive(member);
  }

  private ScheduledFuture<?> schedule(Member member) {
    long period = interval.toMillis();
    long phase = Math.floorMod(member.worker().hashCode(), period);
    return clock.scheduleAtFixedRate(() -> beat(member), phase, period, TimeUnit.MILLISECONDS);
  }

  private void beat(Member member) {
    Way way = ways.get(Math.floorMod(member.worker().hashCode(), ways.size()));
    long invoked = Clock.micros();
    ListenableFuture<WorkerHeartbeatResponse> answer =
        ClientCalls.futureUnaryCall(
            way.registry()
                .channel()
                .newCall(
                    ClusterRuntimeServiceGrpc.getWorkerHeartbeatMethod(),
                    CallOptions.DEFAULT.withDeadlineAfter(
                        DEADLINE.toMillis(), TimeUnit.MILLISECONDS)),
            WorkerHeartbeatRequest.newBuilder()
                .setWorkerId(member.worker())
                .setStateVersion(VERSION_IS_UNKNOWN)
                .setMemPoolAvailableSize(1L << 30)
                .setAcceptingNewRequests(true)
                .build());
    underWay.put(member.worker(), answer);
    if (watched.contains(member.worker())) {
      Futures.addCallback(answer, writer(member, invoked), MoreExecutors.directExecutor());
    }
  }

  private FutureCallback<WorkerHeartbeatResponse> writer(Member member, long invoked) {
    return new FutureCallback<>() {
      @Override
      public void onSuccess(@Nullable WorkerHeartbeatResponse answer) {
        boolean heard = answer != null && answer.getStatus() == Status.STATUS_OK;
        write(member, "beat", invoked, heard ? Outcome.OK : Outcome.FAILED);
      }

      @Override
      public void onFailure(Throwable unheard) {
        write(member, "beat", invoked, Outcome.UNKNOWN);
      }
    };
  }

  private void write(Member member, String action, long invoked, Outcome outcome) {
    history.add(
        new Operation(
            "beat/" + member.worker(),
            member.daemon().id(),
            action,
            Map.of(),
            invoked,
            Clock.micros(),
            outcome,
            Map.of()));
  }

  /** It falls silent for ever. */
  void die(Member member) {
    ScheduledFuture<?> beats = beating.remove(member.worker());
    if (beats != null) {
      beats.cancel(false);
    }
    ListenableFuture<?> last = underWay.remove(member.worker());
    if (last != null) {
      last.cancel(true);
    }
    write(member, "die", Clock.micros(), Outcome.OK);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    ways.forEach(Way::close);
  }
}
