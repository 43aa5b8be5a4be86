/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.roster.it.client.Daemon;
import io.roster.it.client.Everywhere;
import io.roster.it.client.Http;
import io.roster.it.client.Wire;
import io.roster.it.product.Leadership;
import io.roster.it.product.Pair;
import io.roster.it.product.PairedCoordinator;
import io.roster.v1.WatchRequest;
import io.roster.v1.WatchServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc.ClusterRuntimeServiceBlockingStub;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A coordinator is taken out of service under load, and nobody notices. */
class DrainIT {

  private static final Metadata.Key<String> ERROR =
      Metadata.Key.of("roster-error", Metadata.ASCII_STRING_MARSHALLER);

  /** The aim is 200 ms; a machine that stalls must not fail the build. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(10);

  private final Pair pair = Pair.shared();
  private final Leadership before = pair.awaitLeadership();
  private final PairedCoordinator leader = pair.holderOf(before);
  private final PairedCoordinator other = pair.other(leader);
  private final Http http = new Http(leader.registry());
  private final Everywhere client = new Everywhere(leader.registry(), other.registry());
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void complete() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    client.close();
    leader.start();
    http.post("drain/cancel", "{\"reason\": \"the test is over\"}", "ann");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> http.get("health/ready").statusCode() == 200);
  }

  /** Changes and beats, one after the other, from several threads. */
  private final class Load implements AutoCloseable {

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private final List<Throwable> failures = new ArrayList<>();
    private final AtomicLong longestGapNanos = new AtomicLong();
    private volatile boolean over;

    Load() {
      for (int i = 0; i < 4; i++) {
        Thread thread = new Thread(this::run, "drain-load");
        threads.add(thread);
        thread.start();
      }
    }

    private void run() {
      ClusterRuntimeServiceBlockingStub stub =
          ClusterRuntimeServiceGrpc.newBlockingStub(client.channel());
      long last = System.nanoTime();
      while (!over) {
        try {
          String worker = stub.registerWorker(Daemon.fresh().registration().build()).getWorkerId();
          stub.workerHeartbeat(
              WorkerHeartbeatRequest.newBuilder()
                  .setWorkerId(worker)
                  .setStateVersion(1)
                  .setAcceptingNewRequests(true)
                  .build());
          served.addAndGet(2);
          long now = System.nanoTime();
          longestGapNanos.accumulateAndGet(now - last, Math::max);
          last = now;
        } catch (RuntimeException failed) {
          synchronized (failures) {
            failures.add(failed);
          }
        }
      }
    }

    void awaitMore(int calls) {
      int wanted = served.get() + calls;
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> served.get() >= wanted || !failed().isEmpty());
      assertThat(failed()).as("failed calls").isEmpty();
    }

    private List<Throwable> failed() {
      synchronized (failures) {
        return List.copyOf(failures);
      }
    }

    void assertNobodyNoticed() {
      assertThat(failed()).as("failed calls").isEmpty();
      System.out.println(
          "DrainIT: "
              + served.get()
              + " calls, longest gap "
              + TimeUnit.NANOSECONDS.toMillis(longestGapNanos.get())
              + " ms");
      assertThat(Duration.ofNanos(longestGapNanos.get())).isLessThan(LONGEST_GAP);
    }

    @Override
    public void close() throws InterruptedException {
      over = true;
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private Load load() {
    Load load = new Load();
    open.add(load);
    load.awaitMore(100);
    return load;
  }

  private String phase() {
    String body = http.get("drain/status").body();
    return body.replaceFirst(".*\"phase\":\"(\\w+)\".*", "$1");
  }

  @Test
  void a_drained_coordinator_sends_everybody_elsewhere_and_no_call_fails() throws Exception {
    Load load = load();
    CompletableFuture<StatusRuntimeException> watchEnded = watchOnLeader();
    long revision = pair.revision();

    assertThat(http.post("drain", "{\"reason\": \"new kernel\"}", "ann").statusCode())
        .isEqualTo(202);

    assertThat(http.get("health/ready").statusCode()).isEqualTo(503);
    if (phase().equals("settling")) {
      try (Wire late = Wire.to(leader.registry())) {
        assertThat(
                HealthGrpc.newBlockingStub(late.channel())
                    .check(HealthCheckRequest.getDefaultInstance())
                    .getStatus())
            .isEqualTo(ServingStatus.NOT_SERVING);
      }
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> phase().equals("drained"));
    assertThat(http.get("drain/status").body())
        .contains("\"forced\":false", "\"by\":\"user:ann\"", "\"open_calls\":0", "\"leads\":false");
    StatusRuntimeException told = watchEnded.get(10, TimeUnit.SECONDS);
    assertThat(told.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
    assertThat(told.getTrailers().get(ERROR)).isEqualTo("ROS-1008");
    await()
        .atMost(Pair.LEASE.multipliedBy(3))
        .until(
            () -> pair.leadership().filter(now -> now.holder().equals(other.name())).isPresent());
    load.awaitMore(100);
    load.close();
    load.assertNobodyNoticed();
    assertThat(
            pair.number(
                "select count(*) from journal where kind = 'coordinator.draining' and revision > ?"
                    + " and actor = 'user:ann'",
                revision))
        .isEqualTo(1);
    assertThat(
            pair.number(
                "select count(*) from audit where action = 'DRAIN_COORDINATOR' and target = ? and"
                    + " revision >= ? and result = 'ACCEPTED'",
                leader.name(),
                revision))
        .isEqualTo(1);

    Http last = new Http(other.registry());
    var refused = last.post("drain", "{\"reason\": \"the other too\"}", "ann");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("ROS-1012", "No other coordinator serves");
    assertThat(last.get("health/ready").statusCode()).isEqualTo(200);

    assertThat(http.post("drain/cancel", "{\"reason\": \"done\"}", "ann").statusCode())
        .isEqualTo(200);
    assertThat(http.get("health/ready").statusCode()).isEqualTo(200);
    try (Wire again = Wire.to(leader.registry())) {
      assertThat(again.register(Daemon.fresh()).getWorkerId()).isNotEmpty();
    }
  }

  private CompletableFuture<StatusRuntimeException> watchOnLeader() {
    Wire watching = Wire.to(leader.registry());
    open.add(watching);
    CompletableFuture<StatusRuntimeException> ended = new CompletableFuture<>();
    var events =
        WatchServiceGrpc.newBlockingStub(watching.channel())
            .watch(WatchRequest.newBuilder().setBookmarkIntervalMs(200).build());
    assertThat(events.hasNext()).as("it runs").isTrue();
    Thread follower =
        new Thread(
            () -> {
              try {
                events.forEachRemaining(event -> {});
                ended.completeExceptionally(new AssertionError("ended without a status"));
              } catch (StatusRuntimeException told) {
                ended.complete(told);
              }
            });
    follower.start();
    return ended;
  }

  @Test
  void one_that_is_told_to_stop_drains_first_and_no_call_fails() throws Exception {
    Load load = load();

    leader.stop();

    load.awaitMore(100);
    load.close();
    load.assertNobodyNoticed();
    await()
        .atMost(Pair.LEASE.multipliedBy(3))
        .until(
            () -> pair.leadership().filter(now -> now.holder().equals(other.name())).isPresent());
  }
}
