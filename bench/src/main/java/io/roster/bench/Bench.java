/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench;

import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Runs one measurement, or all. */
public final class Bench {

  private static final int WORKERS = 64;
  private static final Duration LONGEST_SECOND_START = Duration.ofSeconds(30);

  /** The first seconds of a cold server show a tenth of what it can do. */
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private final Path root;
  private final Duration measured;
  private final Duration warmUp;

  private Bench(Path root, Duration measured) {
    this.root = root;
    this.measured = measured;
    this.warmUp = WARM_UP;
  }

  /** Arguments: the repository's root, a name or {@code all}, the seconds of each measurement. */
  public static void main(String[] arguments) {
    Bench bench =
        new Bench(Path.of(arguments[0]), Duration.ofSeconds(Long.parseLong(arguments[2])));
    Map<String, Consumer<Bench>> benches =
        new TreeMap<>(Map.of("start", Bench::start, "heartbeat", Bench::heartbeat));
    if (arguments[1].equals("all")) {
      benches.values().forEach(one -> one.accept(bench));
    } else if (benches.containsKey(arguments[1])) {
      benches.get(arguments[1]).accept(bench);
    } else {
      System.err.println(
          "There is no bench "
              + arguments[1]
              + "; there are all, "
              + String.join(", ", benches.keySet()));
      System.exit(2);
    }
  }

  private void start() {
    Path data = Coordinator.newDataDirectory();
    double first;
    try (Coordinator coordinator = Coordinator.start(root, data)) {
      first = coordinator.startTime().toMillis() / 1e3;
    }
    try (Coordinator coordinator = Coordinator.start(root, data)) {
      print(
          new Figure(
              "second-start",
              coordinator.startTime().toMillis() / 1e3,
              "s",
              LONGEST_SECOND_START.toSeconds(),
              "limit",
              "built already; first start on an empty data directory took " + first + " s"));
    }
    Coordinator.drop(data);
  }

  private void heartbeat() {
    Path data = Coordinator.newDataDirectory();
    try (Coordinator coordinator = Coordinator.start(root, data);
        ClosedLoop loop = new ClosedLoop(coordinator.grpcPort())) {
      List<String> workers = IntStream.range(0, WORKERS).mapToObj(i -> register(loop, i)).toList();
      double empty =
          loop.perSecond(
              ClusterAdminServiceGrpc.getHealthCheckMethod(),
              slot -> HealthCheckRequest.getDefaultInstance(),
              warmUp,
              measured);
      double beats =
          loop.perSecond(
              ClusterRuntimeServiceGrpc.getWorkerHeartbeatMethod(),
              slot -> beat(workers.get(slot % WORKERS)),
              warmUp,
              measured);
      String conditions =
          "64 calls in flight, 2 connections, loopback, generator on the same "
              + Runtime.getRuntime().availableProcessors()
              + " cores, "
              + measured.toSeconds()
              + " s each";
      print(new Figure("empty-unary", empty, "calls/s", empty, "itself", conditions));
      print(
          new Figure(
              "heartbeat",
              beats,
              "calls/s",
              empty,
              "empty-unary",
              conditions + ", " + WORKERS + " workers"));
    }
    Coordinator.drop(data);
  }

  private static String register(ClosedLoop loop, int number) {
    return ClusterRuntimeServiceGrpc.newBlockingStub(loop.channel())
        .registerWorker(
            RegisterWorkerRequest.newBuilder()
                .setDaemonId("bench-" + number)
                .setNodeId("bench")
                .setNodeAddress("192.0.2.1")
                .setGrpcPort(1_000 + number)
                .setP2PPort(65_090)
                .setMemPoolTotalSize(1L << 34)
                .setMemPoolAvailableSize(1L << 33)
                .build())
        .getWorkerId();
  }

  private static WorkerHeartbeatRequest beat(String worker) {
    return WorkerHeartbeatRequest.newBuilder()
        .setWorkerId(worker)
        .setAcceptingNewRequests(true)
        .setStateVersion(1)
        .setStateChecksum("cbf29ce484222325")
        .setMemPoolAvailableSize(1L << 33)
        .build();
  }

  private static void print(Figure figure) {
    System.out.println(figure.json());
  }
}
